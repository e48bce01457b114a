"""How the fields of a record stand together in its form: by hand where it matters, else by what they are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from victimcase.domain import spec as s
from victimcase.domain.spec import Record, Spec, specs
from victimcase.i18n import N_


@dataclass(frozen=True)
class Group:
    """Fields that belong together, under a title; an empty title has no line above it."""

    title: str
    fields: tuple[str, ...]


FEW: Final = 9
"""So many fields need no groups."""

_BY_HAND: Final[dict[str, tuple[tuple[str, str], ...]]] = {
    "person": (
        (
            N_("Name"),
            "family_name given_names middle_names own_script_name other_names salutation title_held",
        ),
        (N_("Birth and age"), "birth age_disputed place_of_birth country_of_birth gender"),
        (
            N_("Nationality"),
            "citizenships stateless permanent_residence residence_status identity_number ethnicity religion",
        ),
        (
            N_("Language"),
            "primary_language secondary_language other_languages interpreter_needed interpreter_wish",
        ),
        (
            N_("Contact"),
            "safe_contact_method safe_contact_times safe_contact_note mobile_phone home_phone email "
            "messenger",
        ),
        (N_("Address"), "street city state postal_code country latitude longitude"),
        (N_("Family"), "marital_status children children_with"),
        (N_("Health and needs"), "health_alert disability education reads occupation"),
        (N_("Other"), "photo deceased note"),
    ),
    "case": (
        (N_("Who looks after it"), "owner team risk origin found_in group_event"),
        (N_("Who may see it"), "restricted restricted_members return_hold"),
        (N_("How it is kept"), "domestic jurisdiction_profile office retention_until legal_hold note"),
        (N_("Kept by the program"), "number person status open_steps opened_on closed_on reopened_on"),
    ),
    "consent": (
        (N_("What for"), "purpose recipient recipient_text categories limits"),
        (
            N_("The answer"),
            "given given_by guardian child_assent given_on expires_on how witness language interpreter",
        ),
        (N_("What was explained"), "risks_explained risk_assessment taken_by scan note"),
        (N_("If it is taken back"), "withdrawn_on withdrawn_how reported_by_import"),
    ),
    "referral": (
        (N_("What is asked"), "direction state hand_over urgent services consent"),
        (
            N_("From"),
            "referring_organisation referring_worker incoming_on incoming_reason incoming_details",
        ),
        (N_("To"), "referred_organisation referred_worker outgoing_on outgoing_reason outgoing_details"),
        (
            N_("The answer"),
            "answer_due_on answered_on rejected_why rejected_details completed_on outcome revoked_on "
            "revoked_why",
        ),
        (N_("Written down"), "disclosure sent_by note"),
    ),
}

MAIN: Final = N_("What it is about")
DAYS: Final = N_("Days")
REACH: Final = N_("Contact and place")
WORDS: Final = N_("In words")
PAPERS: Final = N_("Papers and notes")
BY: Final = N_("Written down by")

_PLACES: Final = frozenset(
    {
        "email", "street", "city", "state", "postal_code", "address", "latitude", "longitude", "hotline",
        "mobile", "hours", "messenger", "handle", "platform", "shelter_address", "directions",
    }
)  # fmt: skip
_BY: Final = frozenset(
    {"by", "recorded_by", "recorded_on", "written_by", "linked_by", "added_by", "added_on"}
)

_DERIVED: Final[tuple[tuple[str, Callable[[str, Spec], bool]], ...]] = (
    (BY, lambda name, _spec: name in _BY),
    (PAPERS, lambda _name, spec: isinstance(spec, s.Attachment)),
    (WORDS, lambda _name, spec: isinstance(spec, s.LongText)),
    (REACH, lambda name, spec: isinstance(spec, s.Phone) or name in _PLACES),
    (DAYS, lambda _name, spec: isinstance(spec, s.Day | s.PartialDay | s.Instant)),
)


def groups(cls: type[Record]) -> tuple[Group, ...]:
    """The groups of a kind of record, in the order they are asked; every field stands in one of them."""
    known = specs(cls)
    if cls.kind in _BY_HAND:
        found = [Group(title, tuple(names.split())) for title, names in _BY_HAND[cls.kind]]
        named = {name for one in found for name in one.fields}
        left = tuple(name for name in known if name not in named)
        return (*found, Group(N_("More"), left)) if left else tuple(found)
    if len(known) <= FEW:
        return (Group("", tuple(known)),)
    return _derived(known)


def _derived(known: dict[str, Spec] | object) -> tuple[Group, ...]:
    assert isinstance(known, dict)
    sorts: dict[str, list[str]] = {}
    for name, spec in known.items():
        title = next((title for title, fits in _DERIVED if fits(name, spec)), MAIN)
        sorts.setdefault(title, []).append(name)
    if len(sorts.get(DAYS, ())) < 3:  # one or two days belong to what they date
        moved = set(sorts.pop(DAYS, ()))
        sorts[MAIN] = [name for name in known if name in moved or name in sorts.get(MAIN, ())]
    if (
        sum(len(sorts.get(one, ())) for one in (WORDS, PAPERS, BY)) <= 4
    ):  # a rail of single fields helps nobody
        few = [name for name in known if any(name in sorts.get(one, ()) for one in (WORDS, PAPERS, BY))]
        for one in (WORDS, PAPERS, BY):
            sorts.pop(one, None)
        sorts[PAPERS] = few
    order = [MAIN, DAYS, REACH, WORDS, PAPERS, BY]
    return tuple(Group(title, tuple(sorts[title])) for title in order if sorts.get(title))

"""What may leave the program, for which purpose, resting on which consent, and telling about what.

One table: output -> purposes; purpose -> the consent it needs and the categories that can go at all. What
is not in the table is refused. The expected table stands a second time, written by hand, in the tests.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain.words import Category
from victimcase.i18n import N_

INTERNAL: Final = "internal"
"""The purpose of what stays in the own organisation; its basis is the help itself, so it asks for no
consent.
"""

_C = Category

EVERYTHING_BUT_OTHERS: Final = frozenset(_C) - {_C.WHISTLE_BLOWER, _C.PERPETRATOR}
"""Perpetrator data never travels with the victim's, and a whistle-blower's record never with any case."""

_CARE = frozenset(
    {
        _C.IDENTITY,
        _C.CONTACT,
        _C.FAMILY,
        _C.ACCOUNT,
        _C.HEALTH,
        _C.LEGAL,
        _C.TRAVEL,
        _C.NOTE,
        _C.ADMINISTRATIVE,
    }
)


@dataclass(frozen=True)
class Purpose:
    """Why something leaves: its words, the consent it needs (one for the recipient, of this code), what
    may go.
    """

    code: str
    title: str
    consent: str
    categories: frozenset[Category]
    to_origin: bool = True
    """Whether a recipient in the person's own country is possible at all."""


def _purpose(code: str, title: str, categories: frozenset[Category]) -> Purpose:
    return Purpose(code, title, "" if code == INTERNAL else code, categories)


PURPOSES: Final[Mapping[str, Purpose]] = {
    one.code: one
    for one in (
        _purpose(INTERNAL, N_("Own organisation"), EVERYTHING_BUT_OTHERS),
        _purpose("referral", N_("Referral"), _CARE | {_C.MONEY, _C.LOCATION_OF_SHELTER, _C.PROTECTION_CLAIM}),
        _purpose("services", N_("Services"), _CARE | {_C.MONEY}),
        _purpose("medical_exam", N_("Medical examination"), frozenset({_C.IDENTITY, _C.CONTACT, _C.HEALTH})),
        _purpose("police", N_("Police"), frozenset({_C.IDENTITY, _C.CONTACT, _C.ACCOUNT, _C.LEGAL})),
        _purpose(
            "consulate",
            N_("Consulate or embassy"),
            frozenset({_C.IDENTITY, _C.CONTACT, _C.FAMILY, _C.TRAVEL, _C.ADMINISTRATIVE}),
        ),
        _purpose("family_tracing", N_("Family tracing"), frozenset({_C.IDENTITY, _C.CONTACT, _C.FAMILY})),
        _purpose(
            "voluntary_return",
            N_("Voluntary return"),
            frozenset(
                {_C.IDENTITY, _C.CONTACT, _C.FAMILY, _C.HEALTH, _C.TRAVEL, _C.MONEY, _C.ADMINISTRATIVE}
            ),
        ),
        _purpose(
            "case_transfer",
            N_("Transfer of the case"),
            _CARE | {_C.MONEY, _C.LOCATION_OF_SHELTER, _C.PROTECTION_CLAIM},
        ),
        _purpose("testimony", N_("Testimony"), frozenset({_C.IDENTITY, _C.ACCOUNT, _C.LEGAL})),
        _purpose("follow_up_contact", N_("Follow-up contact"), frozenset({_C.IDENTITY, _C.CONTACT})),
    )
}
"""Every purpose under which records of a person can leave. Statistics, research and media never see
records.
"""

OUTPUTS: Final[Mapping[str, frozenset[str]]] = {
    "referral_letter": frozenset(PURPOSES) - {INTERNAL},
    "case_sheet": frozenset({INTERNAL}),
    "export_htcds": frozenset({INTERNAL, "case_transfer", "services", "referral"}),
    "export_cases": frozenset({INTERNAL, "case_transfer"}),
    "document_copy": frozenset(PURPOSES),
}
"""Output -> the purposes it can serve."""

NEVER_LEAVES: Final = frozenset(
    {"supervisor_release", "override", "task", "flag", "complaint", "alleged_perpetrator", "assignment"}
)
"""Kinds of records that are the office's own business and go into no paper for others."""


LETTER_KINDS: Final = frozenset(
    {
        "person",
        "stated_age",
        "identity_document",
        "relative",
        "guardian",
        "contact_event",
        "trafficking_summary",
        "identification_decision",
        "reflection_period",
        "immigration_status",
        "needs_assessment",
        "health_record",
        "risk_assessment",
        "risk",
        "safety_plan",
        "support_plan",
        "support_goal",
        "service",
        "schooling",
        "legal_aid",
        "proceeding",
        "wage_claim",
        "protection_claim",
        "shelter_stay",
        "family_assessment",
        "travel_document",
        "fit_to_travel",
        "vulnerability_assessment",
    }
)
"""Kinds a referral letter is made of: who the person is, what is needed, what is under way. Answers to a
screening, interviews, sessions and notes stay here: who takes over asks the person anew, if at all."""


def is_part(kind: str, output: str) -> bool:
    """Whether records of a kind can be part of an output. What stays in the own organisation is whole."""
    if output == "referral_letter":
        return kind in LETTER_KINDS
    if output == "document_copy":
        return kind == "document"
    return output == "case_sheet" or kind not in NEVER_LEAVES


def to_country_of_origin(citizenships: frozenset[str], recipient_country: str | None, purpose: str) -> bool:
    """Whether a recipient may stand for the country of origin: one that sits there, a mission, or one whose
    country is not known. Benefit of the doubt is the person's."""
    return purpose == "consulate" or not recipient_country or recipient_country in citizenships


def possible(purpose: Purpose, *, origin: bool) -> frozenset[Category]:
    """The categories that can go at all. A protection claim is never told to the country of origin."""
    return purpose.categories - {Category.PROTECTION_CLAIM} if origin else purpose.categories

"""What a consent allows: missing, refused, expired, withdrawn or a category not named means withheld (§4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from victimcase.domain import status
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.person import Guardian
from victimcase.domain.words import SEALED, Category, RecordId
from victimcase.i18n import N_

INTERNAL = "internal"
"""Purpose of what stays in the own organisation; it rests on the consent for services."""

STARTS_AS_NO = frozenset({"media"})
"""Purposes a new form proposes “no” for."""

IMPORTED_PURPOSES = ("services", "case_transfer")
"""What “consent = yes” in an imported file becomes, without a recipient."""

_IMPORT_COVERS = frozenset(Category) - SEALED - {Category.RELEASE, Category.PERPETRATOR}


class State(StrEnum):
    """Where a consent stands today."""

    VALID = "valid"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    NOT_GIVEN = "not_given"
    NOT_YET = "not_yet"


STATE_TITLES: dict[State, str] = {
    State.VALID: N_("Valid"),
    State.EXPIRED: N_("Expired"),
    State.WITHDRAWN: N_("Withdrawn"),
    State.NOT_GIVEN: N_("Not given"),
    State.NOT_YET: N_("Not in force yet"),
}


class Lack(StrEnum):
    """Why a consent that is valid by itself lets nothing go."""

    REPLACED = "replaced"
    GUARDIAN = "guardian"
    ASSENT = "assent"
    OF_AGE = "of_age"


LACK_TITLES: dict[Lack, str] = {
    Lack.REPLACED: N_("Replaced by a later word"),
    Lack.GUARDIAN: N_("Lacks a checked guardian's consent"),
    Lack.ASSENT: N_("Lacks the child's own agreement"),
    Lack.OF_AGE: N_("The person is of age and has to say it themself"),
}


@dataclass(frozen=True)
class Basis:
    """What something rests on: the person's own consent, a guardian's together with the child's, or a legal
    override.
    """

    purpose: str
    consents: tuple[RecordId, ...]
    limits: tuple[str, ...] = ()
    """What the person does not want, in their own words; shown to whoever is about to use the consent."""
    reported_by_import: bool = False
    override: RecordId | None = None
    """The legal override it rests on instead, where no consent is there; `consents` is empty then."""

    @property
    def rests_on(self) -> tuple[RecordId, ...]:
        """The records it rests on: consents, or the override."""
        return self.consents if self.override is None else (*self.consents, self.override)


def state(consent: Consent, today: date) -> State:
    """Where a consent stands on a day; the day it expires on still counts. A yes without a date waits for
    it.
    """
    if consent.given is not True:
        return State.NOT_GIVEN
    if consent.withdrawn_on is not None:
        return State.WITHDRAWN
    if consent.expires_on is not None and consent.expires_on < today:
        return State.EXPIRED
    if consent.given_on is None:
        return State.VALID if consent.reported_by_import else State.NOT_YET
    return State.VALID if consent.given_on <= today else State.NOT_YET


def standing(
    consents: Iterable[Kept[Consent]], purpose: str, recipient: str | None, today: date
) -> tuple[Kept[Consent], ...]:
    """The consents in force for one purpose and recipient, oldest first.

    `recipient` is the id of an organisation, or the text noted for one that is not in the directory; none
    means the own organisation. Of what one voice said, the latest word counts: a later refusal ends the
    consents before it, and a later consent stands in their place, with the categories it names.
    """
    wanted = "services" if purpose == INTERNAL else purpose
    fitting = [one for one in consents if one.record.purpose == wanted and _is_to(one.record, recipient)]
    return _in_force(fitting, today)


def _in_force(consents: Iterable[Kept[Consent]], today: date) -> tuple[Kept[Consent], ...]:
    """The valid ones of several consents that were neither refused nor replaced since."""
    spoken = sorted(consents, key=lambda one: one.id)
    return tuple(
        _with_what_the_child_says(one, spoken)
        for one in spoken
        if state(one.record, today) is State.VALID and not _is_over(one, spoken, today)
    )


def _with_what_the_child_says(one: Kept[Consent], others: Iterable[Kept[Consent]]) -> Kept[Consent]:
    """A guardian's consent without the child's “yes” in it, once the child itself said no."""
    if one.record.given_by != "guardian" or not one.record.child_assent:
        return one
    own = replace(one, record=replace(one.record, given_by="child_assent"))
    refused = any(_refuses(other, own) for other in others)
    return replace(one, record=replace(one.record, child_assent=None)) if refused else one


def is_replaced(one: Kept[Consent], consents: Iterable[Kept[Consent]], today: date) -> bool:
    """Whether a later word for the same purpose and recipient stands in the place of this one."""
    alike = [
        other
        for other in consents
        if other.record.purpose == one.record.purpose and _towards(other.record) == _towards(one.record)
    ]
    return _is_over(one, alike, today)


def _is_over(one: Kept[Consent], others: Iterable[Kept[Consent]], today: date) -> bool:
    """Whether somebody who speaks for the person said no since, or the same voice consented anew.

    A “yes” in an imported file never stands against what was written here.
    """
    return any(_refuses(other, one) or _replaces(other, one, today) for other in others if other.id != one.id)


def _refuses(no: Kept[Consent], one: Kept[Consent]) -> bool:
    """Whether a refusal ends a consent: written after it, or said on a later day though written before."""
    if no.record.given is not False or _voice(no.record) != _voice(one.record):
        return False
    said, agreed = no.record.given_on, one.record.given_on
    return no.id > one.id or (said is not None and agreed is not None and said > agreed)


def _replaces(newer: Kept[Consent], one: Kept[Consent], today: date) -> bool:
    """Whether a consent, which may have ended since, was given in the place of another."""
    said, before = newer.record, one.record
    if said.given is not True or state(said, today) is State.NOT_YET or _giver(said) != _giver(before):
        return False
    if before.reported_by_import != said.reported_by_import and (
        before.reported_by_import or said.reported_by_import
    ):
        return bool(before.reported_by_import)
    return came_later((newer.id, said.given_on), (one.id, before.given_on))


def came_later(newer: tuple[str, date | None], one: tuple[str, date | None]) -> bool:
    """Whether a consent is a later word than another: by the days they were given on, or as they were written
    down. Each is its id and its day.
    """
    since, on = newer[1], one[1]
    if on is not None and since is not None and on != since:
        return since > on
    return newer[0] > one[0]


def _voice(consent: Consent) -> tuple[bool, str | None, str]:
    """Who spoke, towards whom: the person and the child's assent are one voice, a guardian another."""
    return consent.given_by == "guardian", *_towards(consent)


def _giver(consent: Consent) -> tuple[str, str | None, str | None, str]:
    """Who consented, towards whom; of several guardians each for themselves."""
    guardian = consent.given_by == "guardian"
    return "guardian" if guardian else "person", consent.guardian if guardian else None, *_towards(consent)


def _towards(consent: Consent) -> tuple[str | None, str]:
    """Whom a consent names: an organisation of the directory, or else the text."""
    return consent.recipient, "" if consent.recipient else _folded(consent.recipient_text)


def _folded(text: str | None) -> str:
    return (text or "").strip().casefold()


def _is_to(consent: Consent, recipient: str | None) -> bool:
    named, written = _towards(consent)
    if recipient is None:
        return named is None and not written
    if consent.reported_by_import:
        return False
    return named == recipient or (bool(written) and written == _folded(recipient))


def covers(
    consents: Iterable[Kept[Consent]],
    purpose: str,
    recipient: str | None,
    category: Category,
    today: date,
    *,
    child: bool,
    guardians: Collection[Kept[Guardian]] = (),
) -> Basis | None:
    """The basis on which one category may be used for a purpose and a recipient, or none: withheld.

    An adult consents alone. For a child a guardian who counts (`guardians`: checked and not suspected) has
    to agree, and the child too; the categories are those the guardian's consent names, and where the child
    named some itself, only those; what a guardian gave ends when the child comes of age. A consent reported
    by an import covers use inside the own organisation only, at any age, and never what is sealed.
    """
    found = standing(consents, purpose, recipient, today)
    covering = [one for one in found if _names(one.record, category)]
    reported = [one for one in covering if one.record.reported_by_import]
    if not child:
        own = [one for one in covering if one.record.given_by in ("person", None)]
        return _basis(purpose, own[-1:]) if own else None
    assents = [one for one in found if one.record.given_by != "guardian" and not one.record.categories]
    together = agreement([one for one in found if one in covering or one in assents], guardians)
    if together:
        return _basis(purpose, together)
    return _basis(purpose, reported[-1:]) if reported else None


def _names(consent: Consent, category: Category) -> bool:
    if consent.reported_by_import and not consent.categories:
        return category in _IMPORT_COVERS
    return str(category) in consent.categories


def agreement(
    found: Iterable[Kept[Consent]], guardians: Collection[Kept[Guardian]]
) -> tuple[Kept[Consent], ...]:
    """A guardian's consent together with the child's own agreement, out of valid consents; empty if either
    lacks.

    The child's agreement stands in the same record as the guardian's, or in one of its own.
    """
    valid = list(found)
    spoken = [one for one in valid if spoken_by_guardian(one.record, guardians)]
    for one in reversed(spoken):
        if one.record.child_assent is not None:
            return (one,) if one.record.child_assent else ()
    assents = [one for one in valid if assented(one.record)]
    return (spoken[-1], assents[-1]) if spoken and assents else ()


def spoken_by_guardian(consent: Consent, guardians: Collection[Kept[Guardian]]) -> bool:
    """Whether the consent was given by a guardian who counts; which one has to be named if there are
    several.
    """
    if consent.given_by != "guardian":
        return False
    if consent.guardian is None:
        return len(guardians) == 1
    return any(one.id == consent.guardian for one in guardians)


def assented(consent: Consent) -> bool:
    """Whether the consent shows that the child itself agrees."""
    return consent.given_by in ("person", "child_assent") or consent.child_assent is True


def _basis(purpose: str, kept: Collection[Kept[Consent]]) -> Basis:
    limits = tuple(one.record.limits for one in kept if one.record.limits)
    imported = any(one.record.reported_by_import for one in kept)
    return Basis(purpose, tuple(one.id for one in kept), limits, bool(imported))


def basis(dossier: Dossier, purpose: str, recipient: str | None, category: Category) -> Basis | None:
    """`covers` with consents, age and guardians of one case."""
    return covers(
        dossier.all(Consent),
        purpose,
        recipient,
        category,
        dossier.today,
        child=status.is_child(dossier),
        guardians=status.guardians(dossier),
    )


def agreed(dossier: Dossier, purpose: str) -> tuple[Kept[Consent], ...]:
    """The consents by which the person agrees to a purpose, whoever receives it; empty when they do not.

    For a child they are those of a guardian who counts and of the child.
    """
    valid = _for_purpose(dossier, purpose)
    if not status.is_child(dossier):
        return tuple(one for one in valid if one.record.given_by in ("person", None))
    return agreement(valid, status.guardians(dossier))


def _for_purpose(dossier: Dossier, purpose: str) -> tuple[Kept[Consent], ...]:
    written = [one for one in dossier.all(Consent) if one.record.purpose == purpose]
    return _in_force((one for one in written if not one.record.reported_by_import), dossier.today)


def child_agrees(dossier: Dossier, purpose: str) -> bool:
    """Whether the child itself agrees to a purpose, whatever a guardian says."""
    return any(assented(one.record) for one in _for_purpose(dossier, purpose))


def guardian_agrees(dossier: Dossier, purpose: str) -> bool:
    """Whether a guardian who counts agrees to a purpose, whatever the child says."""
    counting = status.guardians(dossier)
    return any(spoken_by_guardian(one.record, counting) for one in _for_purpose(dossier, purpose))


def lack(dossier: Dossier, kept: Kept[Consent]) -> Lack | None:
    """What a valid consent still lacks to let anything go today; none also where it is not valid."""
    one, every = kept.record, dossier.all(Consent)
    if state(one, dossier.today) is not State.VALID:
        return None
    if is_replaced(kept, every, dossier.today):
        return Lack.REPLACED
    if one.reported_by_import:
        return None
    if not status.is_child(dossier):
        return None if one.given_by in ("person", None) else Lack.OF_AGE
    counting = status.guardians(dossier)
    towards = one.recipient or one.recipient_text or None
    found = standing(every, one.purpose or "", towards, dossier.today)
    if agreement(found, counting):
        return None
    spoken = any(spoken_by_guardian(other.record, counting) for other in found)
    return Lack.ASSENT if spoken else Lack.GUARDIAN

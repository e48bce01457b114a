"""What a consent allows: missing, refused, expired, withdrawn or a category not named means withheld (§4)."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
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


@dataclass(frozen=True)
class Basis:
    """The consents something rests on: the person's own, or a guardian's together with the child's."""

    purpose: str
    consents: tuple[RecordId, ...]
    limits: tuple[str, ...] = ()
    """What the person does not want, in their own words; shown to whoever is about to use the consent."""
    reported_by_import: bool = False


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
    """The valid consents for one purpose and recipient, oldest first.

    `recipient` is the id of an organisation, or the text noted for one that is not in the directory; none
    means the own organisation. A later refusal by the same giver ends the consents before it.
    """
    wanted = "services" if purpose == INTERNAL else purpose
    fitting = [one for one in consents if one.record.purpose == wanted and _is_to(one.record, recipient)]
    return _unrefused(fitting, today)


def _unrefused(consents: Iterable[Kept[Consent]], today: date) -> tuple[Kept[Consent], ...]:
    """The valid ones of several consents; a refusal ends those given before it by the same voice."""
    found: list[Kept[Consent]] = []
    for kept in sorted(consents, key=lambda one: one.id):
        if kept.record.given is False:
            found = [one for one in found if _voice(one.record) != _voice(kept.record)]
        elif state(kept.record, today) is State.VALID:
            found.append(kept)
    return tuple(found)


def _voice(consent: Consent) -> tuple[bool, str | None, str]:
    """Who spoke, towards whom: the person and the child's assent are one voice, a guardian another."""
    return consent.given_by == "guardian", consent.recipient, (consent.recipient_text or "").casefold()


def _is_to(consent: Consent, recipient: str | None) -> bool:
    if recipient is None:
        return consent.recipient is None and not consent.recipient_text
    if consent.reported_by_import:
        return False
    written = (consent.recipient_text or "").strip().casefold()
    return consent.recipient == recipient or (bool(written) and written == recipient.strip().casefold())


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
    to agree, and the child too; the categories are those the guardian's consent names; what a guardian gave
    ends when the child comes of age. A consent reported by an import covers use inside the own organisation
    only, at any age, and never what is sealed.
    """
    found = standing(consents, purpose, recipient, today)
    covering = [one for one in found if _names(one.record, category)]
    reported = [one for one in covering if one.record.reported_by_import]
    if not child:
        own = [one for one in covering if one.record.given_by in ("person", None)]
        return _basis(purpose, own[-1:]) if own else None
    together = agreement(
        [one for one in found if one in covering or one.record.given_by != "guardian"], guardians
    )
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
        if one.record.child_assent:
            return (one,)
    assents = [one for one in valid if assented(one.record)]
    refused = any(one.record.child_assent is False for one in spoken[-1:])
    return (spoken[-1], assents[-1]) if spoken and assents and not refused else ()


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
    return _unrefused((one for one in written if not one.record.reported_by_import), dossier.today)


def child_agrees(dossier: Dossier, purpose: str) -> bool:
    """Whether the child itself agrees to a purpose, whatever a guardian says."""
    return any(assented(one.record) for one in _for_purpose(dossier, purpose))


def guardian_agrees(dossier: Dossier, purpose: str) -> bool:
    """Whether a guardian who counts agrees to a purpose, whatever the child says."""
    counting = status.guardians(dossier)
    return any(spoken_by_guardian(one.record, counting) for one in _for_purpose(dossier, purpose))

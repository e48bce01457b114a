"""Legal overrides: sharing without consent in danger to life or by order of a court; and the second person,
who looks at every override, of a gate too.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Final

from victimcase.domain import consent as consents
from victimcase.domain import legal_override as rules
from victimcase.domain import outputs
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.legal_override import COURT, DANGER, Stand
from victimcase.domain.records.case import Override
from victimcase.domain.rights import Right
from victimcase.domain.values import Plain
from victimcase.domain.words import CATEGORY_TITLES, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import chores, origin, reading, writable
from victimcase.services.profiles import profile_of
from victimcase.services.recipients import Recipient, recipient_called
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row
from victimcase.store.types import moment

HOURS: Final = "danger_confirmation_hours"
"""The figure of the profile that says how long danger to life counts unconfirmed."""
UNCHANGED: Final = N_("Nothing was changed.")


@dataclass(frozen=True)
class Declared:
    """One override as a list shows it: moments and days are ISO 8601, codes are codes.

    `of` is what it is against: `consent` or `gate`. `reason` is none where it is withheld from this user.
    """

    id: RecordId
    case: str
    of: str
    stand: Stand
    basis: str
    at_step: str
    purpose: str
    recipient: str
    categories: tuple[str, ...]
    law: str
    reason: str | None
    made_at: str
    made_by: str
    confirm_until: str
    confirmed_at: str
    confirmed_by: str
    ends_on: str
    may_confirm: bool
    may_decline: bool
    made_by_name: str = ""
    confirmed_by_name: str = ""
    recipient_id: str = ""
    """The organisation of the directory; empty for what is against a gate."""


@use_case(N_("Share without consent"), needs=Right.RELEASE, undoable=False)
def declare(
    tx: Tx,
    number: str,
    *,
    purpose: str,
    recipient: str,
    categories: Iterable[str],
    basis: str,
    law: str,
    reason: str,
    ends_on: date,
) -> Declared:
    """Say that the law lets some categories go to a recipient of the directory without the person's consent.

    `basis`: `danger_to_life` counts at once and waits for a second person, `court_order` counts once that
    one confirmed. Raises Refused where no law allows it or the consent is there, Invalid for what is missing.
    """
    card = tx.case(number)
    tx.require(Right.EDIT_CASE)
    if writable.is_mission(tx):
        raise Refused(
            N_("Sharing without consent is not for a mission to decide."),
            N_("Nothing was changed. Ask the caseworker or a supervisor."),
        )
    _check_ground(tx, basis, law, reason, ends_on)
    receives = _receiver(tx, recipient)
    wanted = _wanted(tx, card, purpose, receives, categories)
    tx.scope, tx.reason = card.case_id, reason.strip()
    made = tx.write.make(
        Override.kind,
        card.case_id,
        {
            "of": rules.OF_CONSENT,
            "basis": basis,
            "reason": reason.strip(),
            "law": law.strip(),
            "purpose": purpose,
            "recipient": receives.id,
            "categories": [str(one) for one in wanted],
            "ends_on": ends_on.isoformat(),
            "made_at": moment(tx.now),
            "made_by": tx.me.login,
        },
    )
    chores.follow(tx, card, Override)
    return next(one for one in _of_case(tx, card) if one.id == made)


def _check_ground(tx: Tx, basis: str, law: str, reason: str, ends_on: date) -> None:
    if basis not in rules.BASES:
        raise Refused(
            N_("The law lets information go without consent in danger to life, or when a court orders it."),
            N_("Nothing was changed. Choose one of the two ({codes}), or ask the person."),
            codes=f"{DANGER}, {COURT}",
        )
    if not law.strip() or not reason.strip():
        raise Invalid(
            N_("The law or order it rests on and the reason both have to be written down."),
            N_("Nothing was changed. Write the article, or number and date of the order, and what happened."),
        )
    if ends_on < tx.today:
        raise Invalid(
            N_("The day it ends on is over already. Nothing was changed."),
            N_("Give the last day on which something may be shared."),
        )


def _receiver(tx: Tx, recipient: str) -> Recipient:
    found = recipient_called(tx, recipient)
    if found.id is None:
        raise Invalid(
            N_("Without consent something can only go to an organisation of the directory."),
            N_("Nothing was changed. Choose the organisation that has to know."),
        )
    return found


def _wanted(
    tx: Tx, card: Card, purpose: str, receives: Recipient, categories: Iterable[str]
) -> tuple[Category, ...]:
    """The categories named. Raises where one may never go, is not the user's to read, or is agreed to."""
    named = {one.strip() for one in categories} - {""}
    if not named:
        raise Invalid(
            N_("It is not said what may be shared. Nothing was changed."),
            N_("Name only what the recipient has to know."),
        )
    possible = rules.coverable(purpose)
    reason = outputs.PURPOSES.get(purpose)
    if reason is None or origin.is_towards(tx, card, reason, receives):
        possible -= {Category.PROTECTION_CLAIM}
    if beyond := named - {str(one) for one in possible & tx.me.readable}:
        raise Refused(
            N_("This never goes to this recipient for this purpose, or is not yours to read: {what}."),
            N_("Nothing was changed. No override changes that; leave it out, or choose another purpose."),
            what=", ".join(sorted(_title(one) for one in beyond)),
        )
    wanted = tuple(one for one in Category if str(one) in named)
    dossier = reading.dossier(tx, card)
    if all(consents.basis(dossier, purpose, receives.id, one) for one in wanted):
        raise Refused(
            N_("The person has agreed to this already, so no law has to stand in for their consent."),
            N_("Nothing was changed. Share it as they agreed to."),
        )
    return wanted


def _title(code: str) -> str:
    return tr(CATEGORY_TITLES[Category(code)]) if code in set(Category) else code


@use_case(N_("Confirm an override"), needs=Right.OVERRIDE, undoable=False)
def confirm(tx: Tx, number: str, override: str) -> Declared:
    """Say, as the second person, that an override was right. Raises Refused for one's own, and when it is
    too late.
    """
    card = tx.case(number)
    row, kept, stands = _looked_at(tx, card, override)
    if stands is Stand.LAPSED:
        raise Refused(
            N_("The time to confirm it is over, and nothing goes on it any more. Nothing was changed."),
            N_("Say no to settle it. If the danger is still there, share without consent anew."),
        )
    if stands not in rules.ASKS:
        raise _settled(stands, kept.record.of == rules.OF_CONSENT)
    tx.write.put(row, {"confirmed_at": moment(tx.now), "confirmed_by": tx.me.login})
    return _after(tx, card, override)


@use_case(N_("Say no to an override"), needs=Right.OVERRIDE, undoable=False)
def decline(tx: Tx, number: str, override: str) -> Declared:
    """Say, as the second person, that an override was not right: nothing more goes on it from now on."""
    card = tx.case(number)
    row, kept, stands = _looked_at(tx, card, override)
    if stands not in rules.ASKS | {Stand.LAPSED}:
        raise _settled(stands, kept.record.of == rules.OF_CONSENT)
    said: dict[str, Plain] = {"declined": True, "confirmed_at": moment(tx.now), "confirmed_by": tx.me.login}
    tx.write.put(row, said)
    return _after(tx, card, override)


def _looked_at(tx: Tx, card: Card, override: str) -> tuple[Row, Kept[Override], Stand]:
    """An override the user is the second person for. Raises NotFound, or Refused for one's own."""
    row = reading.row_of(tx, Override, card, override)
    tx.scope = card.case_id
    if str(row.values["made_by"] or "").casefold() == tx.me.login.casefold():
        raise Refused(
            N_("Nobody is their own second person. Nothing was changed."),
            N_("Ask another supervisor, of another office if yours has only one."),
        )
    dossier = reading.dossier(tx, card)
    kept = next(one for one in dossier.all(Override) if one.id == row.id)
    return row, kept, _stand(tx, dossier, kept, _hours(tx, dossier))


def _settled(stands: Stand, of_consent: bool) -> Refused:
    words = rules.STAND_TITLES[stands] if of_consent else N_("A second person has looked at it")
    return Refused(
        N_("There is nothing to confirm or to decline here any more: {state}."), UNCHANGED, state=tr(words)
    )


def _after(tx: Tx, card: Card, override: str) -> Declared:
    chores.follow(tx, card, Override)
    return next(one for one in _of_case(tx, card) if one.id == override)


@query(N_("See overrides of a case"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str) -> list[Declared]:
    """The overrides of a case this user may know of, oldest first, each with where it stands now."""
    return _of_case(tx, tx.case(number))


_OPEN = """
SELECT DISTINCT scope_id FROM "r_override"
WHERE gone = 0 AND coalesce(confirmed_by, '') = '' AND coalesce(declined, 0) = 0
"""


@query(N_("See overrides that wait for a second person"), needs=Right.SEE_CASES)
def waiting(tx: Tx) -> list[Declared]:
    """The overrides of all cases this user may see that the second person has said nothing to."""
    cards = (tx.visible(str(case)) for (case,) in statements.every(tx.conn, _OPEN))
    found = [one for card in cards if card is not None for one in _of_case(tx, card)]
    asking = rules.ASKS | {Stand.LAPSED}
    return sorted((one for one in found if one.stand in asking), key=lambda one: (one.made_at, one.id))


def _of_case(tx: Tx, card: Card) -> list[Declared]:
    dossier = reading.dossier(tx, card)
    hours, names = _hours(tx, dossier), reading.names(tx) | reading.people(tx)
    stands = {kept.id: _stand(tx, dossier, kept, hours) for kept in dossier.all(Override)}
    found = []
    for row in rows.of_scope(tx.conn, Override.kind, card.case_id):
        if not reading.secret(tx, row):
            found.append(_declared(tx, card, row, stands[row.id], hours, names))
    return found


def _stand(tx: Tx, dossier: Dossier, kept: Kept[Override], hours: int) -> Stand:
    return rules.stand(kept, dossier.all(Override), tx.now, tx.today, hours)


def _hours(tx: Tx, dossier: Dossier) -> int:
    return profile_of(tx, dossier)[HOURS]


def _declared(tx: Tx, card: Card, row: Row, stands: Stand, hours: int, names: dict[str, str]) -> Declared:
    seen = reading.seen(tx, row)
    one = seen.record
    assert isinstance(one, Override)
    until = rules.confirm_until(one, hours) if one.of == rules.OF_CONSENT else None
    other = Right.OVERRIDE in tx.me.rights and (one.made_by or "").casefold() != tx.me.login.casefold()
    return Declared(
        id=row.id,
        case=card.number,
        of=one.of or "",
        stand=stands,
        basis=one.basis or "",
        at_step=one.at_step or "",
        purpose=one.purpose or "",
        recipient=names.get(one.recipient or "", one.recipient or ""),
        categories=one.categories,
        law=one.law or "",
        reason=None if "reason" in seen.withheld else one.reason or "",
        made_at=moment(one.made_at) if one.made_at else "",
        made_by=one.made_by or "",
        confirm_until=moment(until) if until else "",
        confirmed_at=moment(one.confirmed_at) if one.confirmed_at else "",
        confirmed_by=one.confirmed_by or "",
        ends_on=one.ends_on.isoformat() if one.ends_on else "",
        may_confirm=other and stands in rules.ASKS,
        may_decline=other and stands in rules.ASKS | {Stand.LAPSED},
        made_by_name=names.get(one.made_by or "", one.made_by or ""),
        confirmed_by_name=names.get(one.confirmed_by or "", one.confirmed_by or ""),
        recipient_id=one.recipient or "",
    )

"""The consents of a person: what was agreed to, for whom, where each stands today; and taking one back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from victimcase.domain import consent as rules
from victimcase.domain import status
from victimcase.domain.consent import State
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.person import Guardian
from victimcase.domain.records.referrals import Referral
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import reading, recalls, records
from victimcase.services.recalls import Holder
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Row

OPEN_REFERRAL: Final = frozenset({"draft", "sent", "received", "accepted"})
"""States in which a referral goes on."""


@dataclass(frozen=True)
class Held:
    """One consent as a list shows it. Categories are codes; days are ISO 8601."""

    id: RecordId
    purpose: str
    recipient: str
    state: State
    categories: tuple[str, ...]
    given_by: str
    given_on: str
    expires_on: str
    withdrawn_on: str
    limits: str
    reported_by_import: bool
    lack: str = ""
    """Why it lets nothing go though it is valid by itself: a code of `domain.consent.Lack`."""
    guardian: str = ""
    """The guardian's name; how they stand is in `guardian_counts`."""
    guardian_counts: bool | None = None
    child_assent: bool | None = None
    how: str = ""
    language: str = ""
    withdrawn_how: str = ""


@dataclass(frozen=True)
class Resting:
    """A referral that goes on, and rests on a consent: the number of its case, its id, to whom, its state."""

    case: str
    id: RecordId
    recipient: str
    state: str


@dataclass(frozen=True)
class Withdrawn:
    """What taking a consent back means: who holds what because of it, and which referrals rest on it."""

    consent: RecordId
    on: str
    holders: tuple[Holder, ...]
    referrals: tuple[Resting, ...]


@query(N_("See the consents of a person"), needs=Right.SEE_CASES)
def listed(tx: Tx, number: str) -> list[Held]:
    """Every consent of the case's person, oldest first, with its state today."""
    card = tx.case(number)
    dossier = reading.dossier(tx, card)
    kept = {one.id: one for one in dossier.all(Consent)}
    found = []
    for row in rows.of_scope(tx.conn, Consent.kind, card.person_id):
        if reading.secret(tx, row):
            continue
        one = reading.seen(tx, row)
        if isinstance(one.record, Consent):
            found.append(_held(tx, dossier, kept[row.id], one.record))
    return found


def _held(tx: Tx, dossier: Dossier, kept: Kept[Consent], consent: Consent) -> Held:
    """`kept` is what the rules go by, `consent` what the user may see of it."""
    lack = rules.lack(dossier, kept)
    guardian = _guardian(dossier, consent)
    return Held(
        id=kept.id,
        purpose=consent.purpose or "",
        recipient=recipient_name(tx, consent),
        state=rules.state(consent, tx.today),
        categories=consent.categories,
        given_by=consent.given_by or "",
        given_on=_day(consent.given_on),
        expires_on=_day(consent.expires_on),
        withdrawn_on=_day(consent.withdrawn_on),
        limits=consent.limits or "",
        reported_by_import=bool(consent.reported_by_import),
        lack=str(lack) if lack else "",
        guardian=guardian.name or "" if guardian and Category.FAMILY in tx.me.readable else "",
        guardian_counts=status.counts_as_guardian(guardian, tx.today) if guardian else None,
        child_assent=consent.child_assent if consent.given_by == "guardian" else None,
        how=consent.how or "",
        language=consent.language or "",
        withdrawn_how=consent.withdrawn_how or "",
    )


def _day(day: date | None) -> str:
    return day.isoformat() if day else ""


def _guardian(dossier: Dossier, consent: Consent) -> Guardian | None:
    """The guardian a consent names, or the only one there is."""
    if consent.given_by != "guardian":
        return None
    every = dossier.all(Guardian)
    named = [one.record for one in every if one.id == consent.guardian]
    only = [one.record for one in every] if consent.guardian is None and len(every) == 1 else []
    return next(iter([*named, *only]), None)


@use_case(N_("Withdraw a consent"), needs=Right.EDIT_CASE)
def withdraw(tx: Tx, number: str, consent: str, *, on: date, how: str) -> Withdrawn:
    """Write that the person took a consent back; nothing goes on it from now on. Each recipient who holds
    something because of it becomes a task.

    Raises Refused for one that was not given or is withdrawn already, Invalid for a day that cannot be.
    """
    card = tx.case(number)
    row = reading.row_of(tx, Consent, card, consent)
    given = row.values["given_on"]
    if row.values["given"] is not True or row.values["withdrawn_on"]:
        raise Refused(
            N_("This consent was not given, or is withdrawn already, so there is nothing to take back."),
            N_("Nothing was changed. Look at the list of consents again."),
        )
    if on > tx.today or (given and on.isoformat() < str(given)):
        raise Invalid(
            N_("The day must lie between the day the consent was given and today."),
            N_("Nothing was changed. Write the day on which the person said it."),
        )
    if not how.strip():
        raise Invalid(
            N_("It is not said how the person took the consent back. Nothing was changed."),
            N_("A few words are enough: said to whom, by telephone, in writing."),
        )
    fields = {"withdrawn_on": on.isoformat(), "withdrawn_how": how.strip()}
    records.write(tx, Consent, card, fields, record=consent)
    return _outcome(tx, card, row, on.isoformat())


@query(N_("See who holds what because of a consent"), needs=Right.SEE_CASES)
def holders(tx: Tx, number: str, consent: str) -> Withdrawn:
    """Who holds what because of a consent, whether withdrawn (then `on` says when) or not."""
    card = tx.case(number)
    row = reading.row_of(tx, Consent, card, consent)
    return _outcome(tx, card, row, str(row.values["withdrawn_on"] or ""))


def _outcome(tx: Tx, card: Card, row: Row, on: str) -> Withdrawn:
    return Withdrawn(row.id, on, recalls.holders(tx, row), tuple(_referrals(tx, card, row)))


_CASES = "SELECT case_id FROM card WHERE person_id = ? ORDER BY number"


def _referrals(tx: Tx, card: Card, consent: Row) -> Iterator[Resting]:
    """The referrals that go on in the person's cases and rest on a consent, as far as the user sees them."""
    if reading.hidden(Referral, tx.me.readable):
        return
    names = reading.names(tx)
    visible = (tx.visible(str(case)) for (case,) in statements.every(tx.conn, _CASES, (card.person_id,)))
    for one in visible:
        for row in rows.of_scope(tx.conn, Referral.kind, one.case_id) if one else ():
            said = row.values
            to = str(said["referred_organisation"] or "")
            unnamed = said["consent"] is None and to and to == consent.values["recipient"]
            if said["state"] in OPEN_REFERRAL and (said["consent"] == consent.id or unnamed):
                yield Resting(one.number if one else "", row.id, names.get(to, ""), str(said["state"]))


def recipient_name(tx: Tx, consent: Consent) -> str:
    """Whom a consent names: an organisation of the directory, a text, or the own organisation."""
    if consent.recipient:
        row = rows.one(tx.conn, "organisation", RecordId(consent.recipient))
        return str(row.values["name"]) if row else consent.recipient
    return consent.recipient_text or tr(N_("own organisation"))

"""The way of a referral: begun, sent, answered, carried out or taken back; and one that comes to us.

What was begun or noted can be undone; what says that something left the program cannot. A hand-over stands
alone: `hand_overs` sees to it wherever something is written.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Final

from victimcase.domain import referral_rules as rules
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Invalid, Refused
from victimcase.domain.records.referrals import Referral
from victimcase.domain.referral_rules import State
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_, tr
from victimcase.services import (
    chores,
    disclosures,
    reading,
    records,
    referral_gate,
    referral_services,
    registration,
    writable,
)
from victimcase.services.disclosures import Line
from victimcase.services.profiles import profile_of
from victimcase.services.records import Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import use_case
from victimcase.store.cards import Card
from victimcase.store.rows import Row, Seen

DRAFT_FIELDS: Final = frozenset(
    {
        "referred_organisation",
        "referred_worker",
        "purpose",
        "services",
        "needed_why",
        "alternatives",
        "risks_discussed",
        "risks",
        "categories",
        "until_on",
        "urgent",
        "hand_over",
        "outgoing_reason",
        "outgoing_details",
        "feedback_due_on",
        "consent",
        "note",
    }
)
"""What is written of a referral before it is sent; the rest follows from what is done with it."""

RECEIVED_FIELDS: Final = frozenset(
    {
        "referring_organisation",
        "referring_worker",
        "services",
        "urgent",
        "hand_over",
        "incoming_reason",
        "incoming_details",
        "answer_due_on",
        "until_on",
        "note",
    }
)
"""What is written of a referral that comes to us."""

WITHOUT_PAPER: Final = frozenset({"in_person", "telephone"})
"""Ways of asking in which nothing leaves the program."""


@dataclass(frozen=True)
class Received:
    """A referral that came in: the case it belongs to, and its record."""

    number: str
    referral: RecordId
    opened: bool
    """Whether the case was opened for it."""


@dataclass(frozen=True)
class Revoked:
    """A referral taken back, and who holds what all the same: the lines of its paper in the ledger."""

    id: RecordId
    holds: tuple[Line, ...]


@use_case(N_("Begin a referral"), needs=Right.EDIT_CASE)
def begin(tx: Tx, number: str, given: Mapping[str, object]) -> Saved:
    """Begin a referral out, in words of `DRAFT_FIELDS`. Nothing is sent.

    Raises Refused where a hand-over is open already and this would be another.
    """
    card = tx.case(number)
    _only(given, DRAFT_FIELDS)
    referral_gate.check_purpose(given.get("purpose"))
    said = {**given, "direction": rules.OUT, "state": State.DRAFT.value}
    return records.write(tx, Referral, card, said)


@use_case(N_("Write on a referral"), needs=Right.EDIT_CASE)
def edit(
    tx: Tx, number: str, referral: str, given: Mapping[str, object], *, base: Seen | None = None
) -> Saved:
    """Change what is written of a referral that was not sent yet. Raises Conflict as saving a record does."""
    card, _, record = _found(tx, number, referral)
    _only(given, DRAFT_FIELDS)
    referral_gate.check_purpose(given.get("purpose"))
    if rules.direction_of(record) != rules.OUT or rules.state_of(record) is not State.DRAFT:
        raise Refused(
            N_("This referral is {state}: what was asked for is not rewritten. Nothing was changed."),
            N_("Write what is new into its note, or take it back and begin another."),
            state=tr(rules.STATE_TITLES[rules.state_of(record)]),
        )
    return records.write(tx, Referral, card, given, record=referral, base=base)


@use_case(N_("Send a referral"), needs=Right.RELEASE, undoable=False)
def sent(
    tx: Tx, number: str, referral: str, *, disclosure: str, way: str = "letter", on: date | None = None
) -> Saved:
    """Note that the paper of a referral went out: the way, and its number in the ledger.

    Raises Refused naming each thing that is missing, Invalid where the ledger has no such paper for this
    case and recipient.
    """
    card, row, record = _found(tx, number, referral)
    _may_follow(record, State.SENT)
    referral_gate.check(tx, card, record, given_out=True)
    referral_gate.check_given_out(tx, number, record, disclosure)
    return _send(tx, card, row, record, way, on, disclosure)


def check_sending(tx: Tx, card: Card, record: Referral) -> None:
    """Raise Refused where a referral cannot be sent now, naming each thing that is missing."""
    _may_follow(record, State.SENT)
    referral_gate.check(tx, card, record)


@use_case(N_("Ask a partner without a paper"), needs=Right.RELEASE)
def asked(tx: Tx, number: str, referral: str, *, way: str, on: date | None = None) -> Saved:
    """Note that the partner was asked in person or by telephone: nothing left the program.

    Raises Refused naming each thing that is missing: what is said aloud needs the same consent.
    """
    card, row, record = _found(tx, number, referral)
    if way not in WITHOUT_PAPER:
        raise Invalid(
            N_("A letter or a file is sent with its number in the ledger. Nothing was changed."),
            N_("Send it from its page, or say that the partner was asked in person or by telephone."),
        )
    check_sending(tx, card, record)
    return _send(tx, card, row, record, way, on, "")


def _send(
    tx: Tx, card: Card, row: Row, record: Referral, way: str, on: date | None, disclosure: str
) -> Saved:
    day = _day(tx, on)
    said: dict[str, object] = {
        "state": State.SENT.value,
        "way": way,
        "outgoing_on": day.isoformat(),
        "sent_by": tx.me.login,
        "answer_due_on": _answer_due(tx, reading.dossier(tx, card), day),
        "disclosure": disclosure.strip(),
    }
    if not record.consent and (basis := referral_gate.basis(tx, card, record)):
        said["consent"] = basis
    return _write(tx, card, row, said)


@use_case(N_("Note that a referral was accepted"), needs=Right.EDIT_CASE)
def accepted(tx: Tx, number: str, referral: str, *, on: date | None = None) -> Saved:
    """The other side takes it, or we do: what was asked for becomes services, linked to the referral."""
    card, row, record = _found(tx, number, referral)
    _may_follow(record, State.ACCEPTED)
    day = _day(tx, on).isoformat()
    said = {"state": State.ACCEPTED.value, "answered_on": day}
    if rules.direction_of(record) == rules.IN:
        said["incoming_on"] = day
    saved = _write(tx, card, row, said)
    referral_services.begin(tx, card, row.id, record, _day(tx, on))
    return saved


@use_case(N_("Note that a referral was declined"), needs=Right.EDIT_CASE)
def rejected(
    tx: Tx, number: str, referral: str, why: str, *, details: str = "", on: date | None = None
) -> Saved:
    """The other side says no, or we do, for a reason of the list `referral_rejection`."""
    card, row, record = _found(tx, number, referral)
    _may_follow(record, State.REJECTED)
    _said(why, N_("Say why it was declined: choose one of the reasons."))
    day = _day(tx, on).isoformat()
    said = {"state": State.REJECTED.value, "answered_on": day}
    saved = _write(tx, card, row, {**said, "rejected_why": why, "rejected_details": details})
    referral_services.end(tx, card, row.id, "not_available")
    return saved


@use_case(N_("Note that a referral was completed"), needs=Right.EDIT_CASE)
def completed(
    tx: Tx,
    number: str,
    referral: str,
    outcome: str,
    *,
    helped: str = "",
    on: date | None = None,
) -> Saved:
    """It was carried out: what came of it in words, and for its services by a code of `service_outcome`.

    Services that are settled already keep what was written of them.
    """
    card, row, record = _found(tx, number, referral)
    _may_follow(record, State.COMPLETED)
    _said(outcome, N_("Say in a few words what came of it."))
    day = _day(tx, on).isoformat()
    said = {"state": State.COMPLETED.value, "completed_on": day, "outcome": outcome}
    saved = _write(tx, card, row, said)
    referral_services.end(tx, card, row.id, "done", on=_day(tx, on), outcome=helped)
    return saved


@use_case(N_("Take a referral back"), needs=Right.EDIT_CASE)
def revoked(tx: Tx, number: str, referral: str, why: str, *, on: date | None = None) -> Revoked:
    """It holds no more, for a reason of the list `referral_revocation`. Says who holds what all the same."""
    card, row, record = _found(tx, number, referral)
    _may_follow(record, State.REVOKED)
    _said(why, N_("Say why it is taken back: choose one of the reasons."))
    day = _day(tx, on).isoformat()
    saved = _write(tx, card, row, {"state": State.REVOKED.value, "revoked_on": day, "revoked_why": why})
    referral_services.end(tx, card, row.id, "stopped", begun=False)
    lines = disclosures.listed(tx, number) if record.disclosure else []
    held = tuple(one for one in lines if one.number == record.disclosure and one.state == "issued")
    return Revoked(saved.id, held)


@use_case(N_("Write down feedback on a referral"), needs=Right.EDIT_CASE)
def feedback(
    tx: Tx,
    number: str,
    referral: str,
    words: str = "",
    *,
    on: date | None = None,
    due_on: date | None = None,
) -> Saved:
    """What was told about how it went and when, or the day on which it is to be asked for."""
    card, row, record = _found(tx, number, referral)
    if rules.state_of(record) not in rules.WITH_FEEDBACK:
        raise Refused(
            N_("This referral is {state}, so there is nothing to be told about it yet. Nothing was changed."),
            N_("Feedback belongs to one that was sent, accepted or completed."),
            state=tr(rules.STATE_TITLES[rules.state_of(record)]),
        )
    if not words.strip() and due_on is None:
        raise Invalid(
            N_("Neither words nor a day were given, so nothing was changed."),
            N_("Write what was told, or the day on which to ask for it."),
        )
    said: dict[str, object] = {"feedback_due_on": due_on.isoformat()} if due_on else {}
    if words.strip():
        said |= {"feedback": words.strip(), "feedback_on": _day(tx, on).isoformat()}
    return _write(tx, card, row, said)


@use_case(N_("Take in a referral"), needs=Right.CREATE_CASE)
def receive(
    tx: Tx,
    given: Mapping[str, object],
    *,
    person: Mapping[str, object] | None = None,
    contact: Mapping[str, object] | None = None,
    case: str = "",
    same_as: str = "",
) -> Received:
    """Somebody asks us to take a person: a case at intake that came by referral, and the referral in it.

    `case`, the number of a case, takes the referral into that case instead; `same_as` opens a further
    episode for the person of one. `given` is in words of `RECEIVED_FIELDS`; `contact` is the first contact.
    """
    _only(given, RECEIVED_FIELDS)
    if not given.get("referring_organisation"):
        raise Invalid(
            N_("It was not said who asks us. Nothing was changed."),
            N_("Choose the organisation; a new one is added to the directory first."),
        )
    said = {**given, "direction": rules.IN, "state": State.RECEIVED.value}
    if case.strip():
        card = tx.case(case)
        said = {"answer_due_on": _answer_due(tx, reading.dossier(tx, card), tx.today), **said}
        return Received(card.number, records.write(tx, Referral, card, said).id, opened=False)
    writable.check_fields(tx, Referral, said)
    met = {
        "channel": "referral",
        "happened_on": tx.today.isoformat(),
        "referred_by": given["referring_organisation"],
        **(contact or {}),
    }
    opened = registration.open_case(tx, person or {}, met, same_as=same_as, origin="referral")
    dossier = Dossier(opened.id, opened.person, tx.today)
    said = {"answer_due_on": _answer_due(tx, dossier, tx.today), **said}
    made = tx.write.make(Referral.kind, opened.id, records.understood(tx, Referral, said))
    chores.look_again(tx, opened.id)
    return Received(opened.number, made, opened=True)


def _answer_due(tx: Tx, dossier: Dossier, asked: date) -> str:
    """The day on which an answer is expected where nobody named one, by the profile that holds."""
    return (asked + timedelta(days=profile_of(tx, dossier)["referral_answer_days"])).isoformat()


def _found(tx: Tx, number: str, referral: str) -> tuple[Card, Row, Referral]:
    """A referral of a case, as far as the user may know of it. Raises NotFound alike when there is none."""
    card = tx.case(number)
    tx.scope = card.case_id
    row = reading.row_of(tx, Referral, card, referral)
    record = reading.seen(tx, row).record
    assert isinstance(record, Referral)
    return card, row, record


def _may_follow(record: Referral, wanted: State) -> None:
    """Raise Refused where a state cannot follow the one a referral is in."""
    if rules.may_follow(record, wanted):
        return
    following = ", ".join(tr(rules.STATE_TITLES[one]) for one in rules.steps(record))
    raise Refused(
        N_("This referral is {state}; “{wanted}” does not follow from that. Nothing was changed."),
        N_("What can follow: {following}.") if following else N_("It has ended. Begin another one."),
        state=tr(rules.STATE_TITLES[rules.state_of(record)]),
        wanted=tr(rules.STATE_TITLES[wanted]),
        following=following,
    )


def _only(given: Mapping[str, object], allowed: frozenset[str]) -> None:
    if strange := sorted(given.keys() - allowed):
        raise Invalid(
            N_("“{fields}” is not written here. Nothing was changed."),
            N_("What can be written: {allowed}."),
            fields=", ".join(strange),
            allowed=", ".join(sorted(allowed)),
        )


def _day(tx: Tx, on: date | None) -> date:
    """The day something happened, today where none is said. Raises Invalid for one that is still to come."""
    if on is not None and on > tx.today:
        raise Invalid(
            N_("This day is still to come, so nothing can have happened on it. Nothing was changed."),
            N_("Write the day on which it happened."),
        )
    return on or tx.today


def _said(text: str, what: str) -> None:
    if not text.strip():
        raise Invalid(N_("Something is still missing, so nothing was changed."), what)


def _write(tx: Tx, card: Card, row: Row, given: Mapping[str, object]) -> Saved:
    """Write what follows from a step of the way, past the rule that states are not typed."""
    changes = records.understood(tx, Referral, given, card)
    writable.check_fields(tx, Referral, changes)
    tx.write.put(row, changes)
    chores.follow(tx, card, Referral)
    return Saved(row.id, reading.seen(tx, tx.write.row(Referral.kind, row.id) or row).version)

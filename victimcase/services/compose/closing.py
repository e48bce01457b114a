"""The closure report: why and how the case ended, what was done in numbers and dates, how long it is kept."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from typing import Final

from victimcase.domain import status
from victimcase.domain.records.case import Case, Closure
from victimcase.domain.records.decision import IdentificationDecision
from victimcase.domain.records.identification import ContactEvent, Interview
from victimcase.domain.records.protection import OptionDecision
from victimcase.domain.records.referrals import Referral
from victimcase.domain.records.reintegration import FollowUp
from victimcase.domain.records.summary import TraffickingSummary
from victimcase.domain.records.support import Service
from victimcase.domain.spec import Record
from victimcase.domain.words import SEALED, Category
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Signature, Table, Words
from victimcase.services import disclosures, reading
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import contact_part, person_part
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count, table_of, there
from victimcase.services.compose.writing import Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_COUNTED: Final[tuple[tuple[type[Record], str], ...]] = (
    (ContactEvent, N_("Contacts")),
    (Interview, N_("Interviews")),
    (Referral, N_("Referrals")),
    (FollowUp, N_("Follow-up contacts")),
)
"""Kinds the report counts besides what it is made of, where their category may go."""


def _numbers(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    """How long the case was open, and how often something was done, of what may be told."""
    assert card is not None  # the report is made of records of a case
    dossier = reading.dossier(tx, card)
    case, closure = dossier.latest(Case), dossier.latest(Closure)
    opened = case.record.opened_on if case else None
    closed = closure.record.closed_on if closure else None
    counts = {cls.kind: len(dossier.all(cls)) for cls, _ in _COUNTED if cls.category in categories - SEALED}
    back = status.return_date(dossier) if Category.TRAVEL in categories else None
    given = [one for one in disclosures.listed(tx, card.number) if one.state == disclosures.ISSUED]
    return {
        "opened": opened.isoformat() if opened else "",
        "closed": closed.isoformat() if closed else "",
        "days": (closed - opened).days if opened and closed else None,
        "returned": back.isoformat() if back else "",
        "counts": dict(counts),
        "papers": len(given) if Category.NOTE in categories else None,
    }


@paper("closure_report", needs=("closure",), gather=_numbers)
def closure_report(writing: Writing) -> Draft:
    """Why the case ended and how the person is, what was done, what stays and how to come back."""
    say, closure = writing.say, writing.latest(Closure)
    why = ("reason", "reason_text", "circumstance", "closed_on", "referred_to", "approved_on", "approved_by")
    back = N_(
        "The person can come back at any time; a closed case is opened again with one step. Nothing that was "
        "said or refused stands against that."
    )
    kept = ("retention_until", "legal_hold")
    return Draft(
        [
            *person_part(writing),
            Part(say(N_("Why the case ends")), rows=writing.lines(closure, Closure, *why)),
            *writing.part(N_("What happened"), TraffickingSummary, "exploitation_types", "status"),
            Part(say(N_("In dates")), rows=tuple(_dates(writing))),
            Part(say(N_("In numbers")), rows=tuple(_counts(writing))),
            *_services(writing),
            Part(
                say(N_("How to come back")),
                paragraphs=(say(back),),
                rows=writing.lines(closure, Closure, "told_person"),
            ),
            *_feedback(writing, closure),
            Part(say(N_("How long it is kept")), rows=_kept(writing, closure, kept)),
            contact_part(writing),
        ],
        (Signature(say(N_("Caseworker"))), Signature(say(N_("Supervisor")))),
    )


def _dates(writing: Writing) -> Iterator[Line]:
    say, facts = writing.say, writing.facts
    if facts["opened"]:
        yield Line(say(N_("Case opened")), _day(writing, facts["opened"]))
    decision, choice = writing.latest(IdentificationDecision), writing.latest(OptionDecision)
    yield from writing.lines(decision, IdentificationDecision, "decided_on", "outcome") if decision else ()
    yield from writing.lines(choice, OptionDecision, "choice") if choice else ()
    if facts["returned"]:
        yield Line(say(N_("Returned, or began anew, on")), _day(writing, facts["returned"]))
    if facts["closed"]:
        yield Line(say(N_("Case closed")), _day(writing, facts["closed"]))
    if isinstance(facts["days"], int):
        yield Line(say(N_("Days of help")), count(writing, facts["days"]))


def _day(writing: Writing, fact: Fact) -> Words:
    return writing.day(date.fromisoformat(str(fact)))


def _counts(writing: Writing) -> Iterator[Line]:
    counts = table_of(writing.facts["counts"])
    for cls, label in _COUNTED:
        number = counts.get(cls.kind)
        if isinstance(number, int):
            yield Line(writing.say(label), count(writing, number), field=cls.kind)
    if isinstance(writing.facts["papers"], int):
        yield Line(writing.say(N_("Papers given out")), count(writing, writing.facts["papers"]))


def _services(writing: Writing) -> tuple[Part, ...]:
    """Each kind of service: how often offered, accepted, done, found helpful."""
    found = [one.record for one in writing.all(Service) if one.record.type]
    if not found:
        return ()
    offered = Counter(one.type for one in found)
    tests = (
        lambda one: bool(one.accepted),
        lambda one: one.done_on is not None or one.state == "done",
        lambda one: one.outcome in ("helped", "helped_in_part") or bool(one.person_satisfied),
    )
    rows = tuple(
        (
            writing.code("service_type", type_),
            count(writing, number),
            *(count(writing, sum(1 for one in found if one.type == type_ and test(one))) for test in tests),
        )
        for type_, number in offered.items()
    )
    heads = (N_("Service"), N_("Offered"), N_("Accepted"), N_("Done"), N_("Helped"))
    figures = frozenset({1, 2, 3, 4})
    table = Table(tuple(map(writing.say, heads)), rows, shares=(3, 1, 1, 1, 1), numbers=figures)
    return (Part(writing.say(N_("Services")), table=table),)


def _feedback(writing: Writing, closure: Closure | None) -> tuple[Part, ...]:
    lines = writing.lines(closure, Closure, "feedback")
    return (Part(writing.say(N_("What the person says")), rows=lines),) if lines else ()


def _kept(writing: Writing, closure: Closure | None, names: tuple[str, ...]) -> tuple[Line, ...]:
    """Until when the case is kept; a legal hold keeps it longer, and is said with a yes or a no."""
    hold = writing.line(closure, Closure, names[1])
    if hold is not None and not hold.value and not hold.withheld:
        hold = Line(hold.label, writing.say(N_("No")), field=hold.field)
    return there(writing.line(closure, Closure, names[0]), hold)

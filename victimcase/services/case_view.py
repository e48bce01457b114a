"""A case as its page shows it: header, stage bar, what a step still needs, timeline; in one call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property

from victimcase.domain import gates, spec, values
from victimcase.domain.dossier import Dossier
from victimcase.domain.gates import GateResult
from victimcase.domain.kinds import RECORDS
from victimcase.domain.profiles import Profile
from victimcase.domain.records.around import Flag
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.identification import ContactEvent
from victimcase.domain.records.person import Person
from victimcase.domain.rights import Right
from victimcase.domain.spec import specs
from victimcase.domain.words import STAGE_OF, STAGE_TITLES, STEP_TITLES, Category, Stage, Step
from victimcase.i18n import N_, tr
from victimcase.services import ages, case_list, reading, referrals, timelines
from victimcase.services.profiles import profile_of
from victimcase.services.timelines import Entry
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards
from victimcase.store.cards import Card
from victimcase.store.rows import Seen


class State(StrEnum):
    """Where a step stands."""

    DONE = "done"
    HERE = "here"
    NOT_BEGUN = "not_begun"


@dataclass(frozen=True)
class Mark:
    """One step of the stage bar. `missing` counts what its gate lacks as far as this user may know; 0 where
    the step is not open.
    """

    step: Step
    title: str
    stage: Stage | None
    state: State
    missing: int = 0


@dataclass(frozen=True)
class Stretch:
    """A stage with its steps; closure stands alone, with no stage."""

    stage: Stage | None
    title: str
    marks: tuple[Mark, ...]

    @property
    def done(self) -> int:
        """How many of its steps are done."""
        return sum(one.state is State.DONE for one in self.marks)

    @property
    def complete(self) -> bool:
        """Whether all of them are."""
        return self.done == len(self.marks)

    @property
    def here(self) -> bool:
        """Whether one of them is open."""
        return any(one.state is State.HERE for one in self.marks)


SOUGHT: Mapping[Step, Mapping[str, str]] = {
    Step.INTAKE: {"consent": "interview"},
    Step.CLEARANCE: {"consent": "voluntary_return", "risk_assessment": "return"},
}
"""Step -> kind of record -> the purpose its gate asks for. Another's record is never opened in its place."""


@dataclass(frozen=True)
class Point:
    """One thing a step needs: words, whether it is there, and where to write it.

    `record` is the latest record of the kind, and of the purpose the step asks for, to be opened at `field`;
    empty where one has to be added.
    """

    text: str
    ready: bool
    kind: str
    kind_title: str
    field: str
    field_label: str
    record: str


@dataclass(frozen=True)
class Gate:
    """What a step needs before it may be left, as this user may know it, and who decides."""

    step: Step
    title: str
    open: bool
    points: tuple[Point, ...]
    who_decides: str
    may_leave: bool
    may_override: bool

    @property
    def missing(self) -> tuple[Point, ...]:
        """What is not there yet."""
        return tuple(one for one in self.points if not one.ready)

    @property
    def ready(self) -> tuple[Point, ...]:
        """What is there."""
        return tuple(one for one in self.points if one.ready)

    @property
    def holds(self) -> bool:
        """Whether everything shown is there."""
        return not self.missing


@dataclass(frozen=True)
class Warned:
    """A flag at the head of a case: what it is and what to do."""

    record: str
    title: str
    what_to_do: str


@dataclass(frozen=True)
class Header:
    """Who a case is about, and what to know before anything is done.

    `risk` is none where it is withheld; so is `safe_contact`, whose lines come before any number.
    """

    case_id: str
    person_id: str
    number: str
    name: str
    name_in_script: str
    age: str
    birth: str
    child: bool
    citizenships: tuple[str, ...]
    citizenship_names: str
    risk: str | None
    restricted: bool
    language: str
    interpreter_needed: bool | None
    interpreter: str
    safe_contact: tuple[str, ...] | None
    flags: tuple[Warned, ...]
    stage: str
    steps: tuple[str, ...]
    status: str
    owner: str
    owner_name: str
    opened_on: str
    responsible: str = ""
    """Who took the case over, by name; empty: this office, or withheld."""


@dataclass(frozen=True)
class Overview:
    """All that the first page of a case shows. `counts` tells how many records of each kind there are."""

    header: Header
    bar: tuple[Stretch, ...]
    gate: Gate | None
    timeline: tuple[Entry, ...]
    counts: Mapping[str, int]
    tasks_open: int


class _Case:
    """A case read once for everything that is shown of it."""

    def __init__(self, tx: Tx, number: str) -> None:
        self.tx, self.card = tx, tx.case(number)

    @cached_property
    def dossier(self) -> Dossier:
        """The case as the rules see it."""
        return reading.dossier(self.tx, self.card)

    @cached_property
    def profile(self) -> Profile:
        """The limits that hold for it."""
        return profile_of(self.tx, self.dossier)

    @cached_property
    def records(self) -> list[tuple[str, Seen]]:
        """Its records as the user may see them."""
        return reading.records(self.tx, self.card)

    def latest(self, kind: str, purpose: str = "") -> Seen | None:
        """The record of a kind that was made last; with a purpose, of those that have it."""
        found = [one for of, one in self.records if of == kind]
        if purpose:
            found = [one for one in found if getattr(one.record, "purpose", None) == purpose]
        return found[-1] if found else None

    def gate(self, step: Step) -> GateResult:
        """A gate as the user may know it."""
        return gates.seen_by(gates.gate(step, self.dossier, self.profile), self.tx.me.readable)


@query(N_("See a case at a glance"), needs=Right.SEE_CASES)
def overview(tx: Tx, number: str, *, step: Step | None = None) -> Overview:
    """Everything the first page of a case shows; `step` is the one whose needs are listed."""
    case = _Case(tx, number)
    counts = Counter(kind for kind, _ in case.records)
    named = step or leading(case.card)
    open_tasks = [
        one for kind, one in case.records if kind == "task" and getattr(one.record, "state", None) in OPEN
    ]
    return Overview(
        header=_header(case),
        bar=_bar(case),
        gate=_gate(case, named) if named else None,
        timeline=tuple(timelines.entries(tx, case.records, _names(case))),
        counts=dict(counts),
        tasks_open=len(open_tasks),
    )


OPEN = (None, "open", "under_way")
"""States of a task that waits for somebody."""


@query(N_("See the stages of a case"), needs=Right.SEE_CASES)
def stage_bar(tx: Tx, number: str) -> tuple[Stretch, ...]:
    """The four stages with their steps, then closure."""
    return _bar(_Case(tx, number))


@query(N_("See what a step needs"), needs=Right.SEE_CASES)
def gate_of(tx: Tx, number: str, step: Step) -> Gate:
    """What a step needs, whether it is open or not."""
    return _gate(_Case(tx, number), step)


@query(N_("See who a case is about"), needs=Right.SEE_CASES)
def header(tx: Tx, number: str) -> Header:
    """The head of a case's page."""
    return _header(_Case(tx, number))


def leading(card: Card) -> Step | None:
    """The furthest open step; none in a closed case."""
    steps = [step for step in Step if str(step) in card.steps]
    return steps[-1] if steps else None


def _bar(case: _Case) -> tuple[Stretch, ...]:
    was_open = cards.ever_open(case.tx.conn, case.card.case_id)
    marks = [_mark(case, step, was_open) for step in Step]
    stages: tuple[Stage | None, ...] = (*Stage, None)
    return tuple(
        Stretch(
            stage,
            tr(STAGE_TITLES[stage]) if stage else tr(N_("Any time")),
            tuple(one for one in marks if one.stage is stage),
        )
        for stage in stages
    )


def _mark(case: _Case, step: Step, was_open: Iterable[str]) -> Mark:
    title, stage = tr(STEP_TITLES[step]), STAGE_OF[step]
    if str(step) in case.card.steps:
        return Mark(step, title, stage, State.HERE, len(case.gate(step).missing))
    done = str(step) in was_open or (step is Step.CLOSURE and not case.card.steps)
    return Mark(step, title, stage, State.DONE if done else State.NOT_BEGUN)


def _gate(case: _Case, step: Step) -> Gate:
    roles = case.tx.me.roles
    return Gate(
        step,
        tr(STEP_TITLES[step]),
        str(step) in case.card.steps,
        tuple(_point(case, step, one) for one in case.gate(step).conditions),
        tr(gates.who_decides(step)),
        gates.may_leave(step, roles),
        gates.may_override(step, roles),
    )


def purpose_of(step: Step, kind: str) -> str:
    """The purpose of a consent or a risk assessment a step asks for; empty where it does not matter."""
    return SOUGHT.get(step, {}).get(kind, "")


def _waits_for_day(found: Seen) -> bool:
    """Whether somebody agreed, and only the day is not written: then nobody is to be asked again."""
    consent = found.record
    if not isinstance(consent, Consent) or {"given", "given_on", "withdrawn_on"} & set(found.withheld):
        return False
    return consent.given is True and consent.given_on is None and consent.withdrawn_on is None


def _point(case: _Case, step: Step, one: gates.Condition) -> Point:
    cls = RECORDS[one.kind]
    purpose = purpose_of(step, one.kind)
    found = case.latest(one.kind, purpose)
    field = one.field
    if purpose and not one.met and found is not None and _waits_for_day(found):
        field = "given_on"
    return Point(
        tr(one.text),
        one.met,
        one.kind,
        tr(cls.title),
        field,
        tr(specs(cls)[field].label),
        found.id if found else "",
    )


def _names(case: _Case) -> Mapping[str, str]:
    """What links lead to, in words."""
    titles = {str(one.id): tr(RECORDS[kind].title) for kind, one in case.records}
    return titles | reading.names(case.tx)


def _header(case: _Case) -> Header:
    tx, card = case.tx, case.card
    line = case_list.in_lines(tx, [card])[0]
    seen = case.latest("person")
    person = seen.record if seen and isinstance(seen.record, Person) else Person()
    language = person.primary_language
    return Header(
        case_id=card.case_id,
        person_id=card.person_id,
        number=card.number,
        name=card.name,
        name_in_script=card.name_in_script,
        age=ages.in_words(card.birth, tx.today),
        birth=card.birth,
        child=line.child,
        citizenships=card.citizenships,
        citizenship_names=", ".join(tx.reference.country(code) for code in card.citizenships),
        risk=line.risk,
        restricted=card.restricted,
        language=tx.reference.language(language) if language else "",
        interpreter_needed=person.interpreter_needed,
        interpreter=_interpreter(case),
        safe_contact=_safe_contact(tx, person) if Category.CONTACT in tx.me.readable else None,
        flags=_flags(case),
        stage=card.stage,
        steps=card.steps,
        status=card.status,
        owner=card.owner,
        owner_name=line.owner_name,
        opened_on=card.opened_on,
        responsible=referrals.responsible_for(tx, card),
    )


def _interpreter(case: _Case) -> str:
    """Who interpreted last at a first contact."""
    found = case.latest("contact_event")
    return (found.record.interpreter or "") if found and isinstance(found.record, ContactEvent) else ""


def _safe_contact(tx: Tx, person: Person) -> tuple[str, ...]:
    """How and when to make contact, and what to say; empty where nobody asked yet."""
    names = ("safe_contact_method", "safe_contact_times", "safe_contact_note")
    known: Mapping[str, spec.Spec] = specs(Person)
    shown = (values.show(known[name], getattr(person, name), tx.reference) for name in names)
    return tuple(text for text in shown if text)


def _flags(case: _Case) -> tuple[Warned, ...]:
    """The flags that were not lowered."""
    known = specs(Flag)["type"]
    return tuple(
        Warned(
            one.id,
            values.show(known, one.record.type, case.tx.reference),
            one.record.what_to_do or one.record.reason or "",
        )
        for _, one in case.records
        if isinstance(one.record, Flag) and one.record.lowered_on is None
    )

"""What a person does with a case as a whole: open it, look at it, find it, move it on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from sqlalchemy import Connection

from victimcase.domain import consular, gates, numbers, status
from victimcase.domain.dossier import Dossier
from victimcase.domain.errors import Invalid, NotFound, Refused, UserError
from victimcase.domain.gates import GateResult
from victimcase.domain.kinds import RECORDS
from victimcase.domain.records.case import Case
from victimcase.domain.rights import Right
from victimcase.domain.values import Plain
from victimcase.domain.words import STEP_TITLES, RecordId, Scope, Stage, Step
from victimcase.i18n import N_, tr
from victimcase.services import chores, reading, records, writable
from victimcase.services.profiles import profile_of
from victimcase.services.tx import LOOK_IT_UP, NO_CASE, Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import lists, rows, statements
from victimcase.store.cards import Card
from victimcase.store.rows import Seen
from victimcase.store.types import moment


@dataclass(frozen=True)
class Opened:
    """A case that was just opened."""

    number: str
    id: RecordId
    person: RecordId


@dataclass(frozen=True)
class Shown:
    """A case as one user may see it: its card, its records by kind, and its open gates."""

    card: Card
    records: tuple[tuple[str, Seen], ...]
    gates: tuple[GateResult, ...]
    names: Mapping[str, str] = field(default_factory=dict)
    """What links lead to, in words: names of the directory, titles of the other records of the case."""


@dataclass(frozen=True)
class Moved:
    """A gate that held or was overridden, and the steps that stand open since."""

    gate: GateResult
    to: tuple[Step, ...]
    overridden: bool


class GateStands(UserError):
    """The gate does not hold; `result` says what is missing, as far as this user may know it."""

    def __init__(self, result: GateResult) -> None:
        super().__init__(
            N_("The step “{step}” cannot be left yet; {count} points are missing. Nothing was changed."),
            N_("Each point below names the record and field to fill in."),
            step=tr(STEP_TITLES[result.step]),
            count=len(result.missing),
        )
        self.result = result


def next_number(conn: Connection, office: str) -> str:
    """The next case number of this office on this replica; numbers once given are never given again."""
    known = dict(
        statements.every(conn, "SELECT key, value FROM meta WHERE key IN ('replica_letter', 'case_counter')")
    )
    counter = int(known.get("case_counter") or 0) + 1
    statements.run(
        conn, "INSERT OR REPLACE INTO meta (key, value) VALUES ('case_counter', ?)", (str(counter),)
    )
    return numbers.case_number(office, str(known.get("replica_letter") or "A"), counter)


def scope_of(kind: str, case: RecordId, person: RecordId, office: RecordId) -> RecordId:
    """What a record of a kind belongs to."""
    return {Scope.CASE: case, Scope.PERSON: person, Scope.OFFICE: office}[RECORDS[kind].scope]


@use_case(N_("Open a new case"), needs=Right.CREATE_CASE)
def new(
    tx: Tx,
    given: Mapping[str, object],
    *,
    origin: str = "own",
    step: Step = Step.INTAKE,
    person: RecordId | None = None,
    case_fields: Mapping[str, object] | None = None,
) -> Opened:
    """Open a case at intake (or wherever the person is met) with what is known of the person.

    `person` opens a further episode for somebody already known; `given` is then written to that person's
    record.
    """
    cls = RECORDS["person"]
    plain = records.understood(tx, cls, given)
    writable.check_fields(tx, cls, plain)
    if person is None:
        person = tx.write.new_id()
        tx.write.make("person", person, plain, record=person)
    elif plain:
        known = rows.one(tx.conn, "person", person)
        if known is not None:
            tx.write.put(known, plain)
    case = tx.write.new_id()
    number = next_number(tx.conn, tx.me.office_code)
    extra = records.understood(tx, RECORDS["case"], case_fields or {})
    tx.write.make(
        "case",
        case,
        {
            "owner": tx.me.login,
            "team": tx.me.team,
            **extra,
            "number": number,
            "person": person,
            "open_steps": [str(step)],
            "status": status.ACTIVE,
            "opened_on": extra.get("opened_on") or tx.today.isoformat(),
            "origin": origin,
            "office": tx.me.office_code,
        },
        record=case,
    )
    if writable.is_mission(tx):  # it need not be told what it tells us; withdrawing works as for any other
        day = tx.today.isoformat()
        told: dict[str, Plain] = {"decision": consular.NOTIFY, "decided_on": day, "notified_on": day}
        tx.write.make("consular_notification", case, told)
    tx.scope = case
    return Opened(number, case, person)


@query(N_("See the list of cases"), needs=Right.SEE_CASES)
def listed(
    tx: Tx,
    *,
    stage: Stage | None = None,
    text: str = "",
    order: str = "",
    offset: int = 0,
    limit: int = 50,
) -> list[Card]:
    """A page of the cases this user may see. A search by a number of a document is a viewing."""
    if looks_like_document_number(text):
        tx.viewing("view.search_by_number", tx.me.office)
        found = lists.by_number_of_document(
            tx.conn, tx.me.reader, text, tx.me.readable, limit=limit, offset=offset
        )
        if found or offset:
            return found
    return lists.page(tx.conn, tx.me.reader, stage=stage, text=text, order=order, offset=offset, limit=limit)


def looks_like_document_number(text: str) -> bool:
    """Whether what is searched for is the number of a document rather than a name or a case."""
    key = text.strip().replace(" ", "").replace("-", "")
    digits = sum(character.isdigit() for character in key)
    return len(key) >= 6 and digits >= 4 and digits * 2 > len(key) and not numbers.well_formed(text)


@query(N_("Find the person of a case"), needs=Right.SEE_CASES)
def person_of(tx: Tx, number: str) -> RecordId:
    """The person of a case, to open a further episode for."""
    return tx.case(number).person_id


@query(N_("Open a case"), needs=Right.SEE_CASES)
def shown(tx: Tx, number: str) -> Shown:
    """A case with every record and gate as far as this user may see them."""
    card = tx.case(number)
    found = reading.records(tx, card)
    tx.note_sealed(card, (one for _, one in found))
    names = reading.names(tx) | {one.id: tr(RECORDS[kind].title) for kind, one in found}
    return Shown(card, tuple(found), tuple(open_gates(tx, card)), names)


def open_gates(tx: Tx, card: Card) -> list[GateResult]:
    """The gates of the open steps, as this user may know them."""
    dossier = reading.dossier(tx, card)
    profile = profile_of(tx, dossier)
    found = []
    for step in (Step(step) for step in card.steps):
        found.append(gates.seen_by(gates.gate(step, dossier, profile), tx.me.readable))
    return found


@use_case(N_("Move case to its next step"), needs=Right.ADVANCE)
def advance(
    tx: Tx, number: str, *, step: Step | None = None, to: Step | None = None, override: str = ""
) -> Moved:
    """Leave a step of a case: its gate is asked, and what follows is opened.

    Raises GateStands with what is missing. `override` gives a supervisor's reason to go on all the same;
    it is journalled and stands on the case.
    """
    card = tx.case(number)
    tx.scope = card.case_id
    leaving = _leaving(card, step)
    overrides = bool(override.strip()) and gates.may_override(leaving, tx.me.roles)
    if not overrides and not gates.may_leave(leaving, tx.me.roles):
        raise Refused(
            N_("The step “{step}” is left by somebody else: {who}."),
            N_("Nothing was changed. Ask them to move the case on."),
            step=tr(STEP_TITLES[leaving]),
            who=tr(gates.who_decides(leaving)),
        )
    return leave(tx, card, reading.dossier(tx, card), leaving, to=to, override=override)


def leave(
    tx: Tx, card: Card, dossier: Dossier, leaving: Step, *, to: Step | None = None, override: str = ""
) -> Moved:
    """Leave a step of a case of which these records were read, inside an entry that is open.

    A closed case is opened again instead: help is never blocked, so no gate is asked. Raises GateStands.
    """
    if not card.steps:
        return _reopened(tx, card, dossier, to)
    result = gates.gate(leaving, dossier, profile_of(tx, dossier))
    visible = gates.seen_by(result, tx.me.readable)
    overridden = bool(override.strip()) and not result.holds
    if overridden:
        _override(tx, card, leaving, override.strip())
    elif not result.holds:
        raise GateStands(visible)
    following = frozenset({to}) if to else gates.next_steps(leaving, dossier)
    still = [] if leaving is Step.CLOSURE else [Step(one) for one in card.steps if one != leaving]
    steps = [one for one in Step if one in {*still, *following}]
    after = _set_steps(tx, card, dossier, leaving, steps)
    if overridden:
        chores.follow(tx, card, None)  # the override asks for something too, and was not among what was read
    else:
        chores.bring_in_line(tx, card, after)
    return Moved(visible, tuple(steps), overridden)


def _reopened(tx: Tx, card: Card, dossier: Dossier, to: Step | None) -> Moved:
    """Open a closed case again."""
    if to is None:
        raise Invalid(
            N_("This case is closed; no step is open. Nothing was changed."),
            N_("To open it again, say at which step it goes on (command line: --step closure --to STEP)."),
        )
    chores.bring_in_line(tx, card, _set_steps(tx, card, dossier, Step.CLOSURE, [to]))
    return Moved(GateResult(Step.CLOSURE, ()), (to,), overridden=False)


def _override(tx: Tx, card: Card, step: Step, reason: str) -> None:
    """Go on against a gate, with a reason that is journalled and a record everybody on the case sees."""
    if not gates.may_override(step, tx.me.roles):
        tx.require(Right.OVERRIDE)
    tx.reason = reason
    _write_override(tx, card, step)


def _write_override(tx: Tx, card: Card, step: Step) -> None:
    """Leave the override on the case, where everybody who works on it sees that there was one."""
    tx.write.make(
        "override",
        card.case_id,
        {
            "of": "gate",
            "at_step": str(step),
            "basis": "supervisor_decision",
            "reason": tx.reason,
            "made_at": moment(tx.now),
            "made_by": tx.me.login,
        },
    )


def _leaving(card: Card, step: Step | None) -> Step:
    """The step that is meant: the one named, or the first that is open. Closing is possible from anywhere."""
    open_steps = [Step(one) for one in card.steps]
    if not open_steps:
        return Step.CLOSURE
    if step is None:
        return min(open_steps, key=list(Step).index)
    if step not in open_steps and step is not Step.CLOSURE:
        raise Invalid(
            N_("The step “{step}” is not open in this case. Nothing was changed."),
            N_("Open steps are: {steps}."),
            step=tr(STEP_TITLES[step]),
            steps=", ".join(tr(STEP_TITLES[one]) for one in open_steps),
        )
    return step


def _set_steps(tx: Tx, card: Card, dossier: Dossier, leaving: Step, steps: list[Step]) -> Dossier:
    """Give the case its open steps, and the status that follows from them; the records as they are then."""
    after = _with_steps(dossier, steps)
    changes: dict[str, Plain] = {
        "open_steps": [str(one) for one in steps],
        "status": status.derived(after),
    }
    if leaving is Step.CLOSURE:
        changes["closed_on"] = None if steps else tx.today.isoformat()
        changes["reopened_on"] = tx.today.isoformat() if steps else None
    _write_case(tx, card, changes)
    return after


def _with_steps(dossier: Dossier, steps: list[Step]) -> Dossier:
    """The same records with other steps open."""
    case = dossier.latest(Case)
    if case is None:
        return dossier
    changed = replace(case, record=replace(case.record, open_steps=tuple(str(one) for one in steps)))
    return replace(dossier, records={**dossier.records, Case.kind: (changed,)})


def _write_case(tx: Tx, card: Card, changes: dict[str, Plain]) -> None:
    row = rows.one(tx.conn, "case", card.case_id)
    if row is None:
        raise NotFound(NO_CASE, LOOK_IT_UP, number=card.number)
    tx.write.put(row, changes)

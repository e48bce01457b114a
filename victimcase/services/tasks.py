"""Due work: the tasks of the cases a user may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from victimcase.domain.errors import Invalid
from victimcase.domain.records.around import Task
from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_
from victimcase.services import reading, records
from victimcase.services.records import Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import cards, statements


@dataclass(frozen=True)
class Due:
    """One open task. Its subject holds no name; `due_on` is ISO 8601."""

    id: RecordId
    case: str
    subject: str
    due_on: str
    overdue: bool
    assignee: str
    priority: str
    rule: str
    about_kind: str
    about_record: str
    assignee_name: str = ""


_OPEN_TASKS = """
SELECT t.id, c.number, t.subject, t.due_on, t.assignee, t.priority, t.rule, t.about_kind, t.about_record,
       t.tells_about, coalesce(nullif(m.name, ''), t.assignee)
FROM "r_task" t JOIN card c ON c.case_id = t.scope_id LEFT JOIN member m ON m.login = t.assignee
WHERE t.gone = 0 AND (t.state IS NULL OR t.state IN ('open', 'under_way')) AND t.due_on <= ?
      AND {allowed} {case}
ORDER BY t.due_on, c.number, t.id
"""


@query(N_("See tasks"), needs=Right.SEE_CASES)
def listed(tx: Tx, *, number: str | None = None, ahead: timedelta = timedelta(days=30)) -> list[Due]:
    """Open tasks due by `ahead` from today, overdue first. A task about something the user may not read is
    not told.
    """
    allowed, parameters = cards.allowed(tx.me.reader)
    case, given = "", []
    if number is not None:
        case, given = "AND c.case_id = ?", [tx.case(number).case_id]
    until = (tx.today + ahead).isoformat()
    found = tx.conn.exec_driver_sql(
        _OPEN_TASKS.format(allowed=allowed, case=case), (until, *parameters, *given)
    )
    return [_due(tx.today, row) for row in found if _may_know(tx, row[9])]


def _may_know(tx: Tx, tells_about: str | None) -> bool:
    return not tells_about or tells_about in tx.me.readable


def _due(today: date, row: object) -> Due:
    id_, case, subject, due_on, assignee, priority, rule, about_kind, about_record, _, who = tuple(row)  # type: ignore[arg-type, var-annotated]
    return Due(
        id=id_,
        case=case,
        subject=subject or "",
        due_on=due_on or "",
        overdue=bool(due_on) and due_on < today.isoformat(),
        assignee=assignee or "",
        priority=priority or "",
        rule=rule or "",
        about_kind=about_kind or "",
        about_record=about_record or "",
        assignee_name=who or "",
    )


@dataclass(frozen=True)
class Planned:
    """A task in a list or a month, with whose case it is about; days are ISO 8601."""

    id: RecordId
    number: str
    name: str
    subject: str
    due_on: str
    overdue: bool
    state: str
    priority: str
    assignee: str
    assignee_name: str
    rule: str
    about_kind: str
    about_record: str
    done_on: str


_BETWEEN = """
SELECT t.id, c.number, c.name, c.name_in_script, t.subject, t.due_on, t.state, t.priority, t.assignee,
       coalesce(m.name, t.assignee), t.rule, t.about_kind, t.about_record, t.done_on
FROM "r_task" t JOIN card c ON c.case_id = t.scope_id LEFT JOIN member m ON m.login = t.assignee
WHERE t.gone = 0 AND coalesce(t.due_on, '') BETWEEN ? AND ? AND {which}
      AND (coalesce(t.tells_about, '') = '' OR t.tells_about IN ({readable})) AND {may}
ORDER BY t.due_on, c.number, t.id LIMIT ?
"""
_OPEN = "(t.state IS NULL OR t.state IN ('open', 'under_way'))"
_MINE = "(t.assignee = ? OR (coalesce(t.assignee, '') = '' AND c.owner = ?))"
MOST = 1_000
"""Tasks of a list at most; nobody reads more of them."""


@query(N_("See tasks by their days"), needs=Right.SEE_CASES)
def between(
    tx: Tx,
    first: date | None = None,
    last: date | None = None,
    *,
    mine: bool = False,
    assignee: str = "",
    done: bool = False,
) -> list[Planned]:
    """The tasks due from one day to another, for a list or a month; without `first` undated ones too.

    `mine` are those given to the user, and those of nobody in the user's own cases. `done` are those that
    are settled, in place of the open ones.
    """
    may, given = cards.allowed(tx.me.reader)
    readable = sorted(tx.me.readable)
    which, whose = [f"NOT {_OPEN}" if done else _OPEN], list[str]()
    if mine:
        which, whose = [*which, _MINE], [tx.me.login, tx.me.login]
    if assignee:
        which, whose = [*which, "t.assignee = ?"], [*whose, assignee]
    days = (first.isoformat() if first else "", last.isoformat() if last else "9999-12-31")
    statement = _BETWEEN.format(which=" AND ".join(which), readable=", ".join("?" * len(readable)), may=may)
    found = statements.every(tx.conn, statement, (*days, *whose, *readable, *given, MOST))
    return [_planned(tx.today, row) for row in found]


def _planned(today: date, row: tuple[object, ...]) -> Planned:
    id_, number, name, own, *rest = (str(value or "") for value in row)
    subject, due_on, state, priority, assignee, known_as, rule, kind, record, done_on = rest
    late = bool(due_on) and due_on < today.isoformat() and state not in ("done", "not_needed")
    about = (rule, kind, record, done_on)
    who = (assignee, known_as)
    return Planned(
        RecordId(id_), number, name or own, subject, due_on, late, state or "open", priority, *who, *about
    )


@use_case(N_("Complete a task"), needs=Right.EDIT_CASE)
def complete(tx: Tx, number: str, task: str, *, not_needed: bool = False, note: str = "") -> Saved:
    """Write that a task is done, or that nobody needs it any more. Raises as `records.save`."""
    fields: dict[str, object] = {"state": "not_needed" if not_needed else "done"}
    return records.save(tx, number, Task.kind, fields | ({"note": note} if note else {}), record=task)


@use_case(N_("Open a task again"), needs=Right.EDIT_CASE)
def reopen(tx: Tx, number: str, task: str) -> Saved:
    """Write that a task is not done after all."""
    fields: dict[str, object] = {"state": "open", "done_on": None, "done_by": None}
    return records.save(tx, number, Task.kind, fields, record=task)


@use_case(N_("Postpone a task"), needs=Right.EDIT_CASE)
def postpone(tx: Tx, number: str, task: str, due_on: date) -> Saved:
    """Give a task another day. Raises Invalid for one that follows from a date in a record: it would come
    back.
    """
    row = reading.row_of(tx, Task, tx.case(number), task)
    if row.values["rule"]:
        raise Invalid(
            N_("This task follows from a day in a record, and would come back. Nothing was changed."),
            N_("Change the day in the record it is about, or complete the task."),
        )
    return records.save(tx, number, Task.kind, {"due_on": due_on.isoformat()}, record=task)


@use_case(N_("Assign a task"), needs=Right.EDIT_CASE)
def assign(tx: Tx, number: str, task: str, login: str) -> Saved:
    """Give a task to somebody. Raises Invalid for a login nobody signs in with."""
    known = statements.first(tx.conn, "SELECT 1 FROM member WHERE login = ? AND disabled = 0", (login,))
    if known is None:
        raise Invalid(
            N_("Nobody signs in as “{login}”, so the task was not given to them. Nothing was changed."),
            N_("Choose one of the people of this office."),
            login=login,
        )
    return records.save(tx, number, Task.kind, {"assignee": login}, record=task)


@use_case(N_("Add a task"), needs=Right.EDIT_CASE)
def add(
    tx: Tx, number: str, subject: str, due_on: date, *, assignee: str = "", priority: str = "normal"
) -> Saved:
    """Write a new task, for the user if nobody else is named."""
    fields = {
        "subject": subject,
        "due_on": due_on.isoformat(),
        "assignee": assignee or tx.me.login,
        "priority": priority,
        "state": "open",
        "made_by": tx.me.login,
    }
    return records.save(tx, number, Task.kind, fields)

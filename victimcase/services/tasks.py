"""Due work: the tasks of the cases a user may see."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from victimcase.domain.rights import Right
from victimcase.domain.words import RecordId
from victimcase.i18n import N_
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards


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


_OPEN_TASKS = """
SELECT t.id, c.number, t.subject, t.due_on, t.assignee, t.priority, t.rule, t.about_kind, t.about_record,
       t.tells_about
FROM "r_task" t JOIN card c ON c.case_id = t.scope_id
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
    id_, case, subject, due_on, assignee, priority, rule, about_kind, about_record, _ = tuple(row)  # type: ignore[arg-type, var-annotated]
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
    )

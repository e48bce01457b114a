"""The first page of a day: what is mine to do, what needs an eye, how many cases stand where."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Any, Final

from victimcase.domain.rights import Right
from victimcase.domain.words import STEP_TITLES, Category, RecordId, Stage, Step, stage_reached
from victimcase.i18n import N_, tr
from victimcase.services import bed_ground, beds, board, case_list
from victimcase.services.case_list import Line
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards, lines, statements

WEEK: Final = timedelta(days=7)
SHOWN: Final = 100
"""Tasks of a group at most; nobody does more of them in a day."""


class When(StrEnum):
    """In which group a task stands."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"


@dataclass(frozen=True)
class ToDo:
    """A task of mine. Its subject holds no name; the person is named beside it."""

    id: RecordId
    number: str
    name: str
    subject: str
    due_on: str
    when: When
    days: int
    """Days until it is due; below 0 it is late."""
    priority: str
    rule: str
    about_kind: str
    about_record: str


class Alert(StrEnum):
    """What needs an eye, the most urgent first."""

    ARRIVAL = "arrival_not_confirmed"
    OVERRIDE = "override_confirmation"
    BEDS = "bed_conflict"
    CONSENT = "consent_expiry"
    DOCUMENT = "document_expiry"


@dataclass(frozen=True)
class Watch:
    """Something to keep an eye on: what, whose case, until when, and the record where it is mended."""

    alert: Alert
    title: str
    number: str
    name: str
    day: str
    days: int
    kind: str
    record: str


@dataclass(frozen=True)
class StageSum:
    """A stage with how many open cases have reached it, and how many of them each of its steps."""

    stage: Stage
    cases: int
    steps: tuple[tuple[Step, int], ...]


@dataclass(frozen=True)
class Today:
    """The page. `after` counts my tasks that come due later than a week from now."""

    day: str
    tasks: tuple[ToDo, ...]
    after: int
    watch: tuple[Watch, ...]
    stages: tuple[StageSum, ...]
    open_cases: int
    recent: tuple[Line, ...]

    def of(self, when: When) -> tuple[ToDo, ...]:
        """The tasks of one group."""
        return tuple(one for one in self.tasks if one.when is when)


@query(N_("See what the day asks for"), needs=Right.SEE_CASES)
def today(tx: Tx, *, recent: Sequence[str] = ()) -> Today:
    """Everything the page shows; `recent` are numbers or ids of the cases opened lately, the latest first.

    A case among them that is not for the user any more is passed over.
    """
    stages = _stages(tx)
    return Today(
        day=tx.today.isoformat(),
        tasks=tuple(_tasks(tx)),
        after=_after(tx),
        watch=tuple(_watch(tx)),
        stages=stages,
        open_cases=sum(one.cases for one in stages),
        recent=tuple(_recent(tx, recent)),
    )


_OPEN = "t.gone = 0 AND (t.state IS NULL OR t.state IN ('open', 'under_way'))"
_MINE = """
FROM "r_task" t JOIN card c ON c.case_id = t.scope_id
WHERE {open} AND {due} AND (t.assignee = ? OR (coalesce(t.assignee, '') = '' AND c.owner = ?))
      AND (coalesce(t.tells_about, '') = '' OR t.tells_about IN ({readable})) AND {may}
"""
_COLUMNS = (
    "t.id, c.number, c.name, c.name_in_script, t.subject, t.due_on, t.priority, t.rule, t.about_kind, "
    "t.about_record"
)


def _mine(tx: Tx, due: str, days: tuple[str, ...]) -> tuple[str, list[Any]]:
    may, given = cards.allowed(tx.me.reader)
    readable = sorted(tx.me.readable)
    statement = _MINE.format(open=_OPEN, due=due, readable=", ".join("?" * len(readable)), may=may)
    return statement, [*days, tx.me.login, tx.me.login, *readable, *given]


def _tasks(tx: Tx) -> list[ToDo]:
    """My tasks that are late, due today, or within a week; the latest ones first."""
    statement, given = _mine(tx, "t.due_on <= ?", ((tx.today + WEEK).isoformat(),))
    order = "ORDER BY t.due_on, c.number, t.id LIMIT ?"
    found = statements.every(tx.conn, f"SELECT {_COLUMNS} {statement} {order}", (*given, 3 * SHOWN))
    return [_to_do(tx.today, row) for row in found]


def _to_do(today: date, row: tuple[Any, ...]) -> ToDo:
    id_, number, name, own, subject, due_on, priority, rule, kind, record = row
    days = (date.fromisoformat(due_on) - today).days
    when = When.OVERDUE if days < 0 else When.TODAY if days == 0 else When.WEEK
    about = (priority or "", rule or "", kind or "", record or "")
    return ToDo(RecordId(id_), number, name or own, subject or "", due_on, when, days, *about)


def _after(tx: Tx) -> int:
    statement, given = _mine(tx, "t.due_on > ?", ((tx.today + WEEK).isoformat(),))
    found = statements.first(tx.conn, f"SELECT count(*) {statement}", given)
    return int(found[0]) if found else 0


_TITLES: Final = {
    Alert.ARRIVAL: N_("Arrival is not confirmed"),
    Alert.OVERRIDE: N_("A second person has to say yes or no"),
    Alert.CONSENT: N_("A consent ends"),
    Alert.DOCUMENT: N_("A travel document ends"),
    Alert.BEDS: N_("Two people who are to be kept apart sleep in one house"),
}
_WATCHED = "('{}')".format("', '".join(one for one in Alert if one in _TITLES and one is not Alert.BEDS))
_ALERTS = f"""
SELECT t.rule, c.number, c.name, c.name_in_script, t.due_on, t.about_kind, t.about_record
FROM "r_task" t JOIN card c ON c.case_id = t.scope_id
WHERE {_OPEN} AND t.rule IN {_WATCHED}
      AND (t.rule != '{Alert.DOCUMENT}' OR t.about_kind = 'travel_document')
      AND (coalesce(t.tells_about, '') = '' OR t.tells_about IN ({{readable}})) AND {{may}}
ORDER BY t.due_on, c.number LIMIT {SHOWN}
"""


def _watch(tx: Tx) -> list[Watch]:
    """What clocks warn of in the cases of the user, and people who sleep too close."""
    may, given = cards.allowed(tx.me.reader)
    readable = sorted(tx.me.readable)
    statement = _ALERTS.format(readable=", ".join("?" * len(readable)), may=may)
    found = []
    for rule, number, name, own, day, kind, record in statements.every(
        tx.conn, statement, (*readable, *given)
    ):
        days = (date.fromisoformat(day) - tx.today).days
        alert = Alert(rule)
        found.append(
            Watch(alert, tr(_TITLES[alert]), number, name or own, day, days, kind or "", record or "")
        )
    found += _too_close(tx)
    urgency = list(Alert)
    return sorted(found, key=lambda one: (urgency.index(one.alert), one.day))


def _too_close(tx: Tx) -> list[Watch]:
    """People who are to be kept apart and sleep in one house; without saying in which."""
    if Category.LOCATION_OF_SHELTER not in tx.me.readable or not _has_apart(tx):
        return []
    if Category.LOCATION_OF_SHELTER not in tx.world.keys:
        return []
    ground = bed_ground.read(tx)
    day = tx.today.isoformat()
    return [
        Watch(Alert.BEDS, tr(_TITLES[Alert.BEDS]), number, ", ".join(one.names), day, 0, "bed", one.house)
        for one in beds.found_problems(tx, ground, tx.today)
        if one.trouble is beds.Trouble.APART
        for number in one.numbers[:1]
    ]


def _has_apart(tx: Tx) -> bool:
    """Whether anybody is to be kept apart at all: else no stay is opened to look."""
    statement = "SELECT 1 FROM \"r_case_link\" WHERE type = 'keep_apart' AND gone = 0 LIMIT 1"
    return statements.first(tx.conn, statement) is not None


def _stages(tx: Tx) -> tuple[StageSum, ...]:
    """Open cases by the stage they have reached, and by the furthest open step."""
    sums: dict[tuple[Stage, Step], int] = {}
    for kept, number in lines.sums(tx.conn, tx.me.reader, "steps", "c.steps != '[]'").items():
        steps = [step for step in Step if f'"{step}"' in kept]
        if steps:
            place = stage_reached(frozenset(steps)), steps[-1]
            sums[place] = sums.get(place, 0) + number
    return tuple(
        StageSum(
            stage,
            sum(number for (of, _), number in sums.items() if of is stage),
            tuple((step, sums[stage, step]) for step in STEP_TITLES if (stage, step) in sums),
        )
        for stage in Stage
    )


def _recent(tx: Tx, recent: Iterable[str]) -> list[Line]:
    """The lines of these cases, in this order."""
    wanted = list(dict.fromkeys(recent))[:20]
    found = [card for number in wanted if (card := cards.find(tx.conn, tx.me.reader, number))]
    return case_list.in_lines(tx, found) if found else []


@query(N_("Count what waits"), needs=Right.SEE_CASES)
def counts(tx: Tx) -> Mapping[str, int]:
    """The numbers beside the navigation: today, cases, referrals, shelter, repatriation, tasks."""
    late, given = _mine(tx, "t.due_on <= ?", (tx.today.isoformat(),))
    due = statements.first(tx.conn, f"SELECT count(*) {late}", given)
    mine, given = _mine(tx, "t.due_on <= ?", ((tx.today + WEEK).isoformat(),))
    tasks = statements.first(tx.conn, f"SELECT count(*) {mine}", given)
    steps = lines.sums(tx.conn, tx.me.reader, "steps", "c.steps != '[]'")
    return {
        "today": int(due[0]) if due else 0,
        "cases": sum(steps.values()),
        "referrals": _referrals_waiting(tx),
        "shelter": _in_shelter(tx),
        "repatriation": sum(number for kept, number in steps.items() if board.is_waiting(kept)),
        "tasks": int(tasks[0]) if tasks else 0,
    }


def _referrals_waiting(tx: Tx) -> int:
    """Referrals that wait for an answer, ours or theirs."""
    if Category.NOTE not in tx.me.readable:
        return 0
    may, given = cards.allowed(tx.me.reader)
    statement = (
        'SELECT count(*) FROM "r_referral" r JOIN card c ON c.case_id = r.scope_id '
        f"WHERE r.gone = 0 AND r.state IN ('draft', 'sent', 'received') AND {may}"
    )
    found = statements.first(tx.conn, statement, given)
    return int(found[0]) if found else 0


def _in_shelter(tx: Tx) -> int:
    """People who live in a shelter now, of the cases of the user; for those who may know of shelters."""
    if Category.LOCATION_OF_SHELTER not in tx.me.readable:
        return 0
    may, given = cards.allowed(tx.me.reader)
    day = tx.today.isoformat()
    statement = (
        'SELECT count(DISTINCT s.scope_id) FROM "r_shelter_stay" s JOIN card c ON c.case_id = s.scope_id '
        f"WHERE s.gone = 0 AND s.from_on <= ? AND (s.left_on IS NULL OR s.left_on > ?) AND {may}"
    )
    found = statements.first(tx.conn, statement, (day, day, *given))
    return int(found[0]) if found else 0

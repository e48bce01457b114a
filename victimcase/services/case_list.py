"""The list of cases: what of it fits, in which order, and what stands in each line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Any, Final

from victimcase.domain.errors import Refused
from victimcase.domain.likeness import PersonTraits
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, RecordId, Step
from victimcase.i18n import N_
from victimcase.services import ages, cases, derived
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards, lines, lists, statements
from victimcase.store.cards import Card

PAGE: Final = 100
RISKS: Final = ("high", "medium", "low", "")
"""Levels of risk in the order a list has them; the last is not assessed."""
_FIRST_DAY, _LAST_DAY = "0001-01-01", "9999-12-31"
_PLACES: Final = {str(step): place for place, step in enumerate(Step)}
NUMBERS_FOUND: Final = 500
"""Cases a document number or a phone number is looked for among at most."""


class Due(StrEnum):
    """When the next thing of a case is due."""

    LATE = "late"
    TODAY = "today"
    WEEK = "week"
    MONTH = "month"
    SOME_DAY = "some_day"
    NOTHING = "nothing"


class Column(StrEnum):
    """What the list can be ordered by."""

    NAME = "name"
    NUMBER = "number"
    AGE = "age"
    CITIZENSHIP = "citizenship"
    STEP = "step"
    RISK = "risk"
    DUE = "due"
    OWNER = "owner"
    OPENED = "opened"


@dataclass(frozen=True)
class Order:
    """A column, and whether the last comes first. Where nothing is known, a line comes last either way."""

    column: Column = Column.OPENED
    descending: bool = True


@dataclass(frozen=True)
class Filters:
    """What a case has to be like; an empty filter lets every case through.

    A risk "" is one not assessed. `week` and `month` hold what is late too: it has to be done as well.
    """

    text: str = ""
    stages: tuple[str, ...] = ()
    steps: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    citizenships: tuple[str, ...] = ()
    owners: tuple[str, ...] = ()
    teams: tuple[str, ...] = ()
    due: str = ""
    child: bool | None = None
    restricted: bool | None = None
    open: bool | None = None
    origins: tuple[str, ...] = ()

    def plain(self) -> dict[str, Any]:
        """The filters that say something, as JSON can say it, for a view that is kept."""
        said = {name: value for name, value in asdict(self).items() if value not in ("", (), None)}
        return {name: list(value) if isinstance(value, tuple) else value for name, value in said.items()}

    @classmethod
    def of(cls, plain: Mapping[str, Any]) -> Filters:
        """The filters of a view that was kept; what this version does not know is left out."""
        known: dict[str, Any] = {
            name: tuple(value) if isinstance(value, list) else value
            for name, value in plain.items()
            if name in cls.__dataclass_fields__
        }
        return cls(**known)


@dataclass(frozen=True)
class Next:
    """The task of a case that is due first. Its subject holds no name; `due_on` is ISO 8601."""

    id: RecordId
    subject: str
    due_on: str
    overdue: bool
    rule: str
    about_kind: str
    about_record: str


@dataclass(frozen=True)
class Line:
    """One case in the list. `risk` is none where it is withheld, and empty where it was not assessed.

    `steps` are the open ones; `step` is the furthest of them, empty for a closed case. `age` is in words
    and without its unit: “24”, “about 17”.
    """

    case_id: RecordId
    number: str
    name: str
    name_in_script: str
    stage: str
    step: str
    steps: tuple[str, ...]
    status: str
    risk: str | None
    citizenships: tuple[str, ...]
    birth: str
    age: str
    child: bool
    opened_on: str
    owner: str
    owner_name: str
    restricted: bool
    next: Next | None


@query(N_("See a page of cases"), needs=Right.SEE_CASES)
def page(
    tx: Tx, filters: Filters = Filters(), order: Order = Order(), *, offset: int = 0, limit: int = PAGE
) -> list[Line]:
    """A page of the cases that fit, as far as this user may see them. A search by number is a viewing.

    Raises Refused where a risk is asked for that the user may not read.
    """
    asked = _asked(tx, filters)
    if asked is None:
        return []
    found = lines.page(tx.conn, asked, _order(tx, order), offset=offset, limit=limit)
    return in_lines(tx, found)


@query(N_("Count the cases of a list"), needs=Right.SEE_CASES)
def count(tx: Tx, filters: Filters = Filters()) -> int:
    """How many cases fit, of those this user may see."""
    asked = _asked(tx, filters)
    return 0 if asked is None else lines.count(tx.conn, asked)


def in_lines(tx: Tx, found: list[Card]) -> list[Line]:
    """The lines of these cards, each with what is due next."""
    until, due = _more(tx, found), next_due(tx, [card.case_id for card in found])
    names = dict(statements.every(tx.conn, "SELECT login, name FROM member"))
    return [_line(tx, card, until[card.case_id], due.get(card.case_id), names) for card in found]


def _more(tx: Tx, found: list[Card]) -> dict[RecordId, str]:
    marks = ", ".join("?" * len(found))
    statement = f"SELECT case_id, child_until FROM card WHERE case_id IN ({marks})"
    return dict(statements.every(tx.conn, statement, [card.case_id for card in found]))


def _line(tx: Tx, card: Card, child_until: str, due: Next | None, names: Mapping[str, str]) -> Line:
    return Line(
        case_id=card.case_id,
        number=card.number,
        name=card.name,
        name_in_script=card.name_in_script,
        stage=card.stage,
        step=max(card.steps, key=lambda step: _PLACES.get(step, -1), default=""),
        steps=card.steps,
        status=card.status,
        risk=card.risk if Category.ACCOUNT in tx.me.readable else None,
        citizenships=card.citizenships,
        birth=card.birth,
        age=ages.in_words(card.birth, tx.today),
        child=child_until > tx.today.isoformat(),
        opened_on=card.opened_on,
        owner=card.owner,
        owner_name=names.get(card.owner) or card.owner,
        restricted=card.restricted,
        next=due,
    )


_NEXT = """
SELECT t.scope_id, t.id, t.subject, t.due_on, t.rule, t.about_kind, t.about_record FROM "r_task" t
WHERE t.scope_id IN ({cases}) AND t.gone = 0 AND (t.state IS NULL OR t.state IN ('open', 'under_way'))
      AND t.due_on IS NOT NULL AND (coalesce(t.tells_about, '') = '' OR t.tells_about IN ({readable}))
ORDER BY t.due_on DESC, t.id DESC
"""


def next_due(tx: Tx, found: list[RecordId]) -> dict[RecordId, Next]:
    """Case -> what is due there first, of what this user may know."""
    readable = sorted(tx.me.readable)
    statement = _NEXT.format(cases=", ".join("?" * len(found)), readable=", ".join("?" * len(readable)))
    today = tx.today.isoformat()
    return {
        case: Next(id_, subject or "", due, due < today, rule or "", kind or "", record or "")
        for case, id_, subject, due, rule, kind, record in statements.every(
            tx.conn, statement, (*found, *readable)
        )
    }


def _asked(tx: Tx, filters: Filters) -> lines.Asked | None:
    """The filters as conditions on cards; none where no case can fit."""
    within: list[tuple[str, tuple[str | int, ...]]] = []
    for column, wanted in _within(tx, filters).items():
        if wanted is not None:
            if not wanted:
                return None
            within.append((column, wanted))
    asked = lines.Asked(tx.me.reader, tuple(within), tuple(_between(tx, filters)), filters.text.strip())
    return _by_number(tx, asked) if asked.text else asked


def _within(tx: Tx, filters: Filters) -> dict[str, tuple[str | int, ...] | None]:
    """Column -> the values that fit; none where the filter does not ask."""
    if filters.risks:
        _check_risk(tx)
    return {
        "stage": filters.stages or None,
        "steps": _steps(tx, filters),
        "risk": filters.risks or None,
        "citizenships": _citizenships(tx, filters.citizenships) if filters.citizenships else None,
        "owner": filters.owners or None,
        "team": filters.teams or None,
        "restricted": None if filters.restricted is None else (int(filters.restricted),),
        "origin": filters.origins or None,
    }


def _check_risk(tx: Tx) -> None:
    if Category.ACCOUNT not in tx.me.readable:
        raise Refused(
            N_("Your role does not read the risk of a case, so the list cannot go by it."),
            N_("Nothing was changed. Choose another filter or column."),
        )


def _steps(tx: Tx, filters: Filters) -> tuple[str, ...] | None:
    """The sets of open steps that fit; cards keep them as one text each, and there are few."""
    if not filters.steps and filters.open is None:
        return None
    wanted = set(filters.steps)
    return tuple(
        kept
        for kept in lines.values(tx.conn, "steps")
        if (not wanted or wanted & _codes(kept)) and filters.open in (None, bool(_codes(kept)))
    )


def _codes(kept: str) -> set[str]:
    return set(kept.strip("[]").replace('"', "").replace(" ", "").split(",")) - {""}


def _citizenships(tx: Tx, wanted: tuple[str, ...]) -> tuple[str, ...]:
    known = lines.values(tx.conn, "citizenships")
    return tuple(kept for kept in known if _codes(kept) & set(wanted) or (not _codes(kept) and "" in wanted))


def _between(tx: Tx, filters: Filters) -> list[tuple[str, str, str]]:
    found = []
    if filters.child is not None:
        after = (tx.today + timedelta(days=1)).isoformat()
        child, grown = ("child_until", after, "?"), ("child_until", "", tx.today.isoformat())
        found.append(child if filters.child else grown)
    if filters.due:
        column = derived.due_column(tx.me.readable)
        days = {Due.LATE: -1, Due.TODAY: 0, Due.WEEK: 7, Due.MONTH: 30}
        if filters.due == Due.NOTHING:
            found.append((column, "", ""))
        elif filters.due == Due.SOME_DAY:
            found.append((column, _FIRST_DAY, _LAST_DAY))
        else:
            last = tx.today + timedelta(days=days[Due(filters.due)])
            found.append((column, _FIRST_DAY, last.isoformat()))
    return found


def _by_number(tx: Tx, asked: lines.Asked) -> lines.Asked:
    """The cases whose documents or phones have a number like this, if there are any."""
    if not cases.looks_like_document_number(asked.text):
        return asked
    tx.viewing("view.search_by_number", tx.me.office)
    cards_found = lists.by_number_of_document(
        tx.conn, tx.me.reader, asked.text, tx.me.readable, limit=NUMBERS_FOUND
    )
    found = [str(card.case_id) for card in cards_found]
    if Category.CONTACT in tx.me.readable:
        found += _by_phone(tx, asked.text)
    return replace(asked, text="", cases=tuple(dict.fromkeys(found))) if found else asked


def _by_phone(tx: Tx, text: str) -> list[str]:
    keys = [f"t:{key}" for key in PersonTraits(phones=frozenset({text})).phone_keys]
    may, given = cards.allowed(tx.me.reader)
    statement = (
        "SELECT c.case_id FROM likeness l JOIN card c ON c.person_id = l.person_id "
        f"WHERE l.key IN ({', '.join('?' * len(keys))}) AND {may} LIMIT ?"
    )
    return [str(case) for (case,) in statements.every(tx.conn, statement, (*keys, *given, NUMBERS_FOUND))]


def _order(tx: Tx, order: Order) -> lines.Order:
    down = order.descending
    match order.column:
        case Column.AGE:  # the youngest first is the latest birth first
            return lines.Order("birth", not down)
        case Column.DUE:
            return lines.Order(derived.due_column(tx.me.readable), down)
        case Column.RISK:
            _check_risk(tx)
            return lines.Order("risk", down, _turned(_ranked_risks(tx), down, last=""))
        case Column.STEP:
            kept = sorted(lines.values(tx.conn, "steps"), key=_furthest)
            return lines.Order("steps", down, _turned(kept, down, last="[]"))
        case Column.CITIZENSHIP:
            country = tx.reference.country
            kept = lines.values(tx.conn, "citizenships")
            kept.sort(key=lambda one: [country(code).casefold() for code in sorted(_codes(one))])
            return lines.Order("citizenships", down, _turned(kept, down, last="[]"))
        case Column.OWNER:
            names = dict(statements.every(tx.conn, "SELECT login, name FROM member"))
            kept = lines.values(tx.conn, "owner")
            kept.sort(key=lambda login: str(names.get(login) or login).casefold())
            return lines.Order("owner", down, _turned(kept, down, last=""))
    column = {Column.NAME: "name_key", Column.NUMBER: "number"}.get(order.column, "opened_on")
    return lines.Order(column, down)


def _turned(kept: list[str], descending: bool, *, last: str) -> tuple[str, ...]:
    """The values the wanted way round, what says nothing at the end either way."""
    said = [one for one in kept if one != last]
    return (*(reversed(said) if descending else said), *([last] if last in kept else []))


def _ranked_risks(tx: Tx) -> list[str]:
    """The risks there are, the lowest first; levels of other versions after those known here."""
    rank = {risk: -place for place, risk in enumerate(RISKS)}
    return sorted(lines.values(tx.conn, "risk"), key=lambda risk: (rank.get(risk, 1), risk))


def _furthest(kept: str) -> tuple[int, str]:
    return max((_PLACES.get(step, -1) for step in _codes(kept)), default=-1), kept


@dataclass(frozen=True)
class Facets:
    """What can be filtered by: the values there are on the cases this user may see."""

    owners: tuple[tuple[str, str], ...]
    """Login and name, in the order of the names."""
    citizenships: tuple[str, ...]
    """Codes in the order of the countries' names; "" where somebody's is not known."""


@query(N_("See what a list can be filtered by"), needs=Right.SEE_CASES)
def facets(tx: Tx) -> Facets:
    """The owners and citizenships of the cases this user may see."""
    names = dict(statements.every(tx.conn, "SELECT login, name FROM member"))
    owners = [(login, str(names.get(login) or login)) for login in _seen(tx, "owner") if login]
    codes = {code for kept in _seen(tx, "citizenships") for code in (_codes(kept) or {""})}
    country = tx.reference.country
    return Facets(
        tuple(sorted(owners, key=lambda pair: pair[1].casefold())),
        tuple(sorted(codes, key=lambda code: (not code, country(code).casefold() if code else ""))),
    )


def _seen(tx: Tx, column: str) -> list[str]:
    return lines.seen_values(tx.conn, tx.me.reader, column)

"""The monthly sheet: what the office did in one month, counted exactly, for the office alone."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Final

from victimcase.domain.clocks import months_later
from victimcase.domain.errors import Invalid
from victimcase.domain.rights import Right
from victimcase.domain.spec import Country
from victimcase.domain.words import STAGE_TITLES, STEP_TITLES, Category, Stage, Step
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Table, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count, listed, table_of
from victimcase.services.compose.values import shown
from victimcase.services.compose.writing import Writing, one_if_alike
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store import cards, statements
from victimcase.store.cards import Card

_MONTH: Final = re.compile(r"\d{4}-(0[1-9]|1[0-2])")
CHILD, ADULT, UNKNOWN = "child", "adult", "unknown"


@dataclass(frozen=True)
class Month:
    """One month: its first day and the first day of the next, ISO 8601."""

    first: str
    after: str

    def holds(self, day: object) -> bool:
        """Whether a day (ISO 8601), or the day of a moment at this place, lies in the month."""
        text = str(day or "")
        if "T" in text:
            text = datetime.fromisoformat(text).astimezone().date().isoformat()
        return self.first <= text < self.after


def month_called(text: str, today: date) -> Month:
    """The month of this name, as 2026-11; none named means the one before this. Raises Invalid."""
    name = text.strip() or f"{today.replace(day=1) - timedelta(days=1):%Y-%m}"
    if not _MONTH.fullmatch(name) or name > f"{today:%Y-%m}" or name < "1900":
        raise Invalid(
            N_("“{text}” is not a month that can be counted, so no sheet was made."),
            N_("Write it as 2026-11, and not after this month (command line: --set month=2026-11)."),
            text=name,
        )
    first = date.fromisoformat(f"{name}-01")
    return Month(first.isoformat(), months_later(first, 1).isoformat())


def _counts(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    """Exact counts of the cases the user may see. Raises Refused for who may not see the whole office."""
    tx.require(Right.SEE_AUDIT)
    month = month_called(order.more.get("month", ""), tx.today)
    every = list(_seen(tx))
    new = [one for one in every if month.holds(one["opened_on"])]
    open_ = [one for one in every if _list(one["steps"])]
    return {
        "first": month.first,
        "new": len(new),
        "before": sum(1 for one in every if str(one["opened_on"] or "") < month.first),
        "open": len(open_),
        "stages": _in_order(Stage, _times(str(one["stage"]) for one in open_)),
        "steps": _in_order(Step, _times(step for one in open_ for step in _list(one["steps"]))),
        "people": _people(new),
        "citizenships": _times(code for one in new for code in _list(one["citizenships"]) or [UNKNOWN]),
        "exploitation": _exploitation(tx, new),
        "closed": _of_month(tx, every, month, "closure", "closed_on", "reason"),
        "returns": _returns(tx, every, month),
        "follow_ups": _of_month(tx, every, month, "follow_up", "contacted_on", "outcome"),
    }


_CASES: Final = (
    "SELECT c.case_id, c.stage, c.steps, c.citizenships, c.opened_on, c.child_until, coalesce(p.gender, '') "
    'FROM card c JOIN "r_person" p ON p.id = c.person_id WHERE {allowed}'
)
_COLUMNS: Final = ("case_id", "stage", "steps", "citizenships", "opened_on", "child_until", "gender")


def _seen(tx: Tx) -> Iterator[Mapping[str, object]]:
    """What is counted of each case the user may see; a restricted one only where they are named."""
    allowed, given = cards.allowed(tx.me.reader)
    for row in statements.every(tx.conn, _CASES.format(allowed=allowed), tuple(given)):
        yield dict(zip(_COLUMNS, row, strict=True))


def _list(kept: object) -> list[str]:
    """A list as cards keep it."""
    text = str(kept or "")
    return list(json.loads(text)) if text.startswith("[") else text.split()


def _times(codes: Iterable[str]) -> dict[str, Fact]:
    """How often each code is met, the most frequent first."""
    return dict(Counter(codes).most_common())


def _in_order(codes: Iterable[str], times: Mapping[str, Fact]) -> dict[str, Fact]:
    """Counts in the order of the work."""
    return {str(code): times[code] for code in codes if code in times}


def _people(new: Iterable[Mapping[str, object]]) -> list[Fact]:
    """Sex and age of the people of new cases; the age is that of the day the case was opened."""
    found = Counter((str(one["gender"]) or UNKNOWN, _age(one)) for one in new)
    return [{"sex": sex, "age": age, "times": times} for (sex, age), times in found.items()]


def _age(one: Mapping[str, object]) -> str:
    until, opened = str(one["child_until"] or ""), str(one["opened_on"] or "")
    return CHILD if until and until != cards.UNKNOWN and opened < until else ADULT


_FORMS: Final = "SELECT scope_id, exploitation_types FROM r_trafficking_summary WHERE gone = 0"


def _exploitation(tx: Tx, new: Iterable[Mapping[str, object]]) -> dict[str, Fact]:
    """Forms of exploitation of the new cases; a case with several counts in each."""
    told = {str(case): _list(kept) for case, kept in statements.every(tx.conn, _FORMS)}
    return _times(code for one in new for code in told.get(str(one["case_id"])) or [UNKNOWN])


def _returns(tx: Tx, every: Iterable[Mapping[str, object]], month: Month) -> int:
    """How many people arrived in the month, of those who travelled home or elsewhere."""
    found = statements.every(tx.conn, "SELECT scope_id, arrived_at FROM r_travel_plan WHERE gone = 0")
    seen = {str(one["case_id"]) for one in every}
    return len({case for case, at in found if case in seen and month.holds(at)})


def _of_month(
    tx: Tx, every: Iterable[Mapping[str, object]], month: Month, kind: str, day: str, by: str
) -> dict[str, Fact]:
    """How many records of a kind have their day in the month, by the codes of a field."""
    seen = {str(one["case_id"]) for one in every}
    found = statements.every(tx.conn, f'SELECT scope_id, {day}, {by} FROM "r_{kind}" WHERE gone = 0')
    return _times(str(code or UNKNOWN) for case, on, code in found if case in seen and month.holds(on))


_STAY: Final = N_(
    "Not to leave the office: small numbers can betray a person. What others may know has to be counted "
    "more coarsely first."
)
_SEEN: Final = N_("Counted are the cases the maker of this sheet may see. What is open is open on its day.")


@paper("statistics_report", gather=_counts)
def statistics_report(writing: Writing) -> Draft:
    """New cases and who the people are, what is open, what was closed, returns and follow-ups of a month."""
    say, facts = writing.say, writing.facts
    reference = writing.setting.reference

    def coded(codes: str) -> Callable[[str], Words]:
        return lambda code: say(NOT_KNOWN) if code == UNKNOWN else say(reference.label(codes, code))

    def numbers(*names: tuple[str, str]) -> tuple[Line, ...]:
        return tuple(Line(say(label), count(writing, _number(facts[name]))) for label, name in names)

    first = date.fromisoformat(str(facts["first"]))
    last = months_later(first, 1) - timedelta(days=1)
    when = say(N_("{first} to {last}"), first=writing.day(first), last=writing.day(last))
    return Draft(
        [
            Part(say(N_("Stays in the office")), paragraphs=(say(_STAY), say(_SEEN)), notice=True),
            Part(
                say(N_("The month")),
                rows=(
                    Line(say(N_("Month")), when),
                    *numbers((N_("New cases"), "new"), (N_("Cases from before"), "before")),
                    *numbers((N_("Open on the day of this sheet"), "open")),
                ),
            ),
            _table(writing, N_("Open by stage"), N_("Stage"), "stages", _titles(writing, STAGE_TITLES)),
            _table(writing, N_("Open by step"), N_("Step"), "steps", _titles(writing, STEP_TITLES)),
            _sex_and_age(writing),
            _table(
                writing, N_("Citizenships of new cases"), N_("Country"), "citizenships", _country(writing)
            ),
            _table(
                writing,
                N_("Forms of exploitation of new cases"),
                N_("Form"),
                "exploitation",
                coded("vic_TypeOfExploitation"),
            ),
            _table(writing, N_("Closed by reason"), N_("Reason"), "closed", coded("closure_reason")),
            Part(say(N_("Returns")), rows=numbers((N_("Arrived"), "returns"))),
            _table(
                writing, N_("Follow-up contacts"), N_("Outcome"), "follow_ups", coded("follow_up_outcome")
            ),
        ],
        reference=False,
    )


NOT_KNOWN: Final = N_("Not known")
NOTHING: Final = N_("None.")


def _number(fact: Fact) -> int:
    assert isinstance(fact, int)
    return fact


def _titles(writing: Writing, titles: Mapping[Stage, str] | Mapping[Step, str]) -> Callable[[str], Words]:
    known = {str(code): title for code, title in titles.items()}
    return lambda code: writing.say(known.get(code, code))


def _country(writing: Writing) -> Callable[[str], Words]:
    reference = writing.setting.reference
    return lambda code: (
        writing.say(NOT_KNOWN)
        if code == UNKNOWN
        else one_if_alike(tuple(shown(Country(""), code, reference, each) for each in writing.languages))
    )


def _table(writing: Writing, heading: str, column: str, fact: str, name: Callable[[str], Words]) -> Part:
    """Codes and how often each was met; a sentence where nothing was."""
    found = table_of(writing.facts[fact])
    title = writing.say(heading)
    if not found:
        return Part(title, paragraphs=(writing.say(NOTHING),))
    rows = tuple((name(code), count(writing, _number(times))) for code, times in found.items())
    heads = (writing.say(column), writing.say(N_("Cases")))
    return Part(title, table=Table(heads, rows, shares=(4, 1), numbers=frozenset({1})))


def _sex_and_age(writing: Writing) -> Part:
    """New cases by sex, and whether the person was a child on the day the case was opened."""
    found: dict[str, dict[str, int]] = {}
    for one in listed(writing.facts["people"]):
        found.setdefault(str(one["sex"]), {})[str(one["age"])] = _number(one["times"])
    title = writing.say(N_("People of new cases by sex and age"))
    if not found:
        return Part(title, paragraphs=(writing.say(NOTHING),))
    rows = tuple(
        (
            writing.say(NOT_KNOWN) if sex == UNKNOWN else writing.code("prs_Gender", sex),
            *(count(writing, ages.get(age, 0)) for age in (CHILD, ADULT)),
            count(writing, sum(ages.values())),
        )
        for sex, ages in found.items()
    )
    heads = (N_("Sex"), N_("Children"), N_("Adults"), N_("Together"))
    return Part(
        title,
        table=Table(tuple(map(writing.say, heads)), rows, shares=(3, 1, 1, 1), numbers=frozenset({1, 2, 3})),
    )

"""Legal overrides as rules: where each stands at every hour, by a table by hand, and what none widens."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from tests.case_files import TODAY, adult, ago, ahead
from victimcase.domain import legal_override as rules
from victimcase.domain.consent import Basis
from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.legal_override import Stand
from victimcase.domain.outputs import PURPOSES
from victimcase.domain.records.case import Override
from victimcase.domain.words import Category, RecordId

NOW = datetime(2026, 3, 14, 9, tzinfo=UTC)
HOURS = 72
CLINIC, POLICE = "c" * 32, "d" * 32


def kept(number: int = 1, hours_ago: float = 1, **fields: Any) -> Kept[Override]:
    """Danger to life, declared by Mya an hour ago towards the clinic."""
    said: dict[str, Any] = {
        "of": "consent",
        "basis": "danger_to_life",
        "purpose": "referral",
        "recipient": CLINIC,
        "categories": ("identity", "health"),
        "made_at": NOW - timedelta(hours=hours_ago),
        "made_by": "mya",
        "ends_on": ahead(7),
    }
    return Kept(RecordId(f"{number:032x}"), Override(**said | fields))


def yes(hours_ago: float = 0.5, by: str = "supervisor") -> dict[str, Any]:
    """The second person said yes."""
    return {"confirmed_by": by, "confirmed_at": NOW - timedelta(hours=hours_ago)}


def dossier(*found: Kept[Override], today: date = TODAY) -> Dossier:
    """A case with these overrides."""
    whole = adult().dossier()
    return replace(whole, today=today, records={**whole.records, "override": found})


def goes(
    *found: Kept[Override],
    purpose: str = "referral",
    recipient: str | None = CLINIC,
    category: Category = Category.HEALTH,
    now: datetime = NOW,
) -> Basis | None:
    """What one category rests on."""
    return rules.overriding(dossier(*found, today=now.date()), purpose, recipient, category, now, HOURS)


COURT = {"basis": "court_order"}

# what was said, how many hours ago it was declared: where it stands; it counts where it is open or confirmed
TABLE: list[tuple[dict[str, Any], float, Stand]] = [
    ({}, 0, Stand.OPEN),
    ({}, 72, Stand.OPEN),
    ({}, 72.1, Stand.LAPSED),
    (yes(), 1, Stand.CONFIRMED),
    (yes(0.5), 73, Stand.LAPSED),
    (yes(1), 73, Stand.CONFIRMED),
    (yes(1), 72.9, Stand.CONFIRMED),
    (yes(by="mya"), 1, Stand.OPEN),
    (yes(by="MYA"), 1, Stand.OPEN),
    (yes(by="mya"), 80, Stand.LAPSED),
    ({"confirmed_by": "supervisor"}, 1, Stand.OPEN),
    ({"declined": True}, 1, Stand.DECLINED),
    ({"declined": True, **yes()}, 1, Stand.DECLINED),
    ({"ends_on": ago(1)}, 1, Stand.ENDED),
    ({"ends_on": ago(1), **yes()}, 1, Stand.ENDED),
    ({"ends_on": TODAY, **yes()}, 1, Stand.CONFIRMED),
    ({"ends_on": None}, 1, Stand.OPEN),
    ({"made_at": None}, 1, Stand.WAITING),
    ({"made_at": NOW + timedelta(hours=1)}, 1, Stand.WAITING),
    (COURT, 1, Stand.WAITING),
    (COURT, 1000, Stand.WAITING),
    ({**COURT, **yes()}, 1, Stand.CONFIRMED),
    ({**COURT, **yes()}, 1000, Stand.CONFIRMED),
    ({**COURT, **yes(by="mya")}, 1, Stand.WAITING),
    ({**COURT, "declined": True}, 1, Stand.DECLINED),
    ({**COURT, "ends_on": ago(1), **yes()}, 1, Stand.ENDED),
    ({"basis": "supervisor_decision"}, 1, Stand.WAITING),
    ({"basis": "supervisor_decision", **yes()}, 1, Stand.WAITING),
    ({"basis": None, **yes()}, 1, Stand.WAITING),
]


@pytest.mark.parametrize(("said", "hours", "stand"), TABLE)
def test_where_an_override_stands_and_whether_it_counts(
    said: dict[str, Any], hours: float, stand: Stand
) -> None:
    one = kept(hours_ago=hours, **said)
    assert rules.stand(one, [one], NOW, TODAY, HOURS) is stand
    counts = stand in (Stand.OPEN, Stand.CONFIRMED)
    assert goes(one) == (Basis("referral", (), override=one.id) if counts else None)


def test_every_stand_is_in_the_table_and_has_words() -> None:
    assert {stand for _, _, stand in TABLE} == set(Stand) == set(rules.STAND_TITLES)


def test_purpose_recipient_and_category_have_to_fit() -> None:
    assert goes(kept())
    assert not goes(kept(), purpose="case_transfer")
    assert not goes(kept(), recipient=POLICE)
    assert not goes(kept(), recipient=None)
    assert not goes(kept(), category=Category.LEGAL)
    assert not goes(kept(of="gate"))
    assert not goes()


@pytest.mark.parametrize("purpose", [None, "", *sorted(PURPOSES), "media", "statistics"])
def test_an_override_never_widens_what_a_purpose_may_hold(purpose: str | None) -> None:
    everything = kept(purpose=purpose, categories=tuple(Category))
    got = {one for one in Category if goes(everything, purpose=purpose or "", category=one)}
    assert got == rules.coverable(purpose or "")
    assert not got & {Category.PERPETRATOR, Category.WHISTLE_BLOWER, Category.RELEASE, Category.WITNESS}
    tables = [one.categories for one in PURPOSES.values() if one.consent and one.consent == purpose]
    assert got <= frozenset[Category]().union(*tables)


def test_no_override_for_what_asks_for_no_consent() -> None:
    assert rules.coverable("internal") == rules.coverable("") == frozenset()


def test_danger_nobody_stood_by_does_not_count_at_once_a_second_time() -> None:
    """Else somebody alone could go on for ever, three days at a time."""
    lapsed, declined = kept(1, 100), kept(1, 50, declined=True)
    again = kept(2)
    for before in (lapsed, declined):
        assert not goes(before, again)
        assert goes(before, kept(2, **yes()))
    assert goes(kept(1, 100, **yes(90)), again), "the first was confirmed"
    assert goes(replace(lapsed, record=replace(lapsed.record, recipient=POLICE)), again)
    assert not goes(replace(lapsed, record=replace(lapsed.record, purpose="police")), again)
    assert goes(kept(1, 100, basis="court_order"), again)


def test_it_stops_by_itself_when_the_hours_are_over() -> None:
    one = kept(hours_ago=0)
    counted = [bool(goes(one, now=NOW + timedelta(hours=hours))) for hours in range(0, 100, 4)]
    assert counted == sorted(counted, reverse=True) and counted[0] and not counted[-1]
    assert rules.confirm_until(one.record, HOURS) == NOW + timedelta(hours=72)
    assert rules.confirm_until(kept(basis="court_order").record, HOURS) is None


def test_of_several_any_that_counts_lets_it_go() -> None:
    narrow = kept(2, categories=("identity",))
    assert goes(kept(1), narrow) == Basis("referral", (), override=kept(1).id)

"""Partial dates: our fast reading agrees with the library's, ages and childhood hold at every edge."""

from __future__ import annotations

import pickle
import subprocess
import sys
import timeit
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import edtf
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from victimcase.domain import rare_dates
from victimcase.domain.calendars import jalali_span
from victimcase.domain.errors import Invalid
from victimcase.domain.partial_date import (
    OLDEST,
    AgeRange,
    PartialDate,
    age,
    from_age,
    from_buddhist,
    from_jalali,
)
from victimcase.domain.reference import Reference
from victimcase.domain.spec import PartialDay
from victimcase.domain.values import show

parse = PartialDate.parse
days = st.dates(date(1, 1, 1), date(9999, 12, 31))
near_days = st.dates(date(1900, 1, 1), date(2100, 12, 31))


@st.composite
def sides(draw: st.DrawFn) -> str:
    day = draw(days).isoformat()[: draw(st.sampled_from((4, 7, 10)))]
    return day + draw(st.sampled_from(("", "", "~", "?", "%")))


def bounded(parts: Any, edge: date) -> date:
    """A bound of edtf, held inside the years datetime knows."""
    if isinstance(parts, float):
        return edge
    year, month, day = tuple(parts)[:3]
    return edge if not 1 <= year <= 9999 else date(year, month, day)


def test_the_fast_reading_equals_the_librarys() -> None:
    @settings(max_examples=150, deadline=None)
    @given(sides())
    def check(text: str) -> None:
        ours, theirs = parse(text), edtf.parse_edtf(text)
        assert (ours.earliest, ours.latest) == (
            bounded(theirs.lower_strict(), date.min),
            bounded(theirs.upper_strict(), date.max),
        )
        assert (ours.about_earliest, ours.about_latest) == (
            bounded(theirs.lower_fuzzy(), date.min),
            bounded(theirs.upper_fuzzy(), date.max),
        )
        both = getattr(theirs, "is_uncertain_and_approximate", False)
        assert ours.approximate == (theirs.is_approximate or both)
        assert ours.uncertain == (theirs.is_uncertain or both)

    check()


def test_our_intervals_equal_the_librarys() -> None:
    @settings(max_examples=60, deadline=None)
    @given(sides(), sides(), st.booleans(), st.booleans())
    def check(lower: str, upper: str, open_start: bool, open_end: bool) -> None:
        lower, upper = sorted((lower, upper))
        text = f"{'..' if open_start else lower}/{'..' if open_end and not open_start else upper}"
        try:
            ours = parse(text)
        except Invalid:
            return  # the ends overlap the wrong way round, told by its own test
        theirs = edtf.parse_edtf(text)
        assert ours.earliest == bounded(theirs.lower_strict(), date.min)
        assert ours.latest == bounded(theirs.upper_strict(), date.max)
        assert ours.about_earliest == bounded(theirs.lower_fuzzy(), date.min)
        assert ours.about_latest == bounded(theirs.upper_fuzzy(), date.max)

    check()


@pytest.mark.parametrize(
    ("text", "earliest", "latest"),
    [
        ("199X", "1990-01-01", "1999-12-31"),
        ("19XX", "1900-01-01", "1999-12-31"),
        ("1998-XX-04", "1998-01-04", "1998-12-04"),
        ("1998-05-XX", "1998-05-01", "1998-05-31"),
        ("XXXX-05", "0001-01-01", "9999-05-31"),
        ("199X-02-29", "1990-02-28", "1999-02-28"),
        ("[1998,2000]", "1998-01-01", "2000-12-31"),
        ("{1998..2000}", "1998-01-01", "2000-12-31"),
        ("1998~-05", "1998-05-01", "1998-05-31"),
        ("199X/2001", "1990-01-01", "2001-12-31"),
    ],
)
def test_rare_forms_are_left_to_the_library(text: str, earliest: str, latest: str) -> None:
    assert (parse(text).earliest.isoformat(), parse(text).latest.isoformat()) == (earliest, latest)


def test_doubt_inside_a_rare_form_is_seen() -> None:
    assert parse("1998~-05").approximate
    assert parse("[1998?,2000]").uncertain
    assert parse("1950S2").approximate and parse("1950S2").about_earliest == date(1900, 1, 1)


@pytest.mark.parametrize(
    "text",
    [
        *(
            "",
            " ",
            "abc",
            "1998-13",
            "1998-04-31",
            "2001-02-29",
            "0000",
            "0000-01-01",
            "-0001",
            "Y12000",
            "12/3/98",
        ),
        *("2000/1998", "../..", "/", "1998/1999/2000", "1998-05-04T10:00:00", "2024-W01-1", "19980504", "98"),
        *(
            "١٩٩٨",
            "1998~?",
            "2001-X4",
            "XXXX- 12-2X",
            "9" * 200,
            "[" * 50,
            "../E995",
            "1998-5-4",
            "2001-02-29/..",
        ),
    ],
)
def test_what_is_no_date_is_refused_kindly(text: str) -> None:
    with pytest.raises(Invalid) as caught:
        parse(text)
    assert "1998-05-04" in str(caught.value)


@pytest.mark.parametrize("text", ["2001-21", "2001-24/2002", "2001-34"])
def test_seasons_are_asked_for_in_months(text: str) -> None:
    with pytest.raises(Invalid, match="season"):
        parse(text)


def test_any_text_is_read_or_refused_and_nothing_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    @settings(max_examples=150, deadline=None)
    @given(st.text(alphabet="0129-X?~%./[]{},SYE^T:", max_size=14))
    def check(text: str) -> None:
        try:
            found = parse(text)
        except Invalid:
            return
        assert found.about_earliest <= found.earliest <= found.latest <= found.about_latest

    check()
    for text in ("../E995", "2001-X4", "[..", "1998.."):
        assert rare_dates.read(text) is None
    assert capsys.readouterr().out == ""


def test_an_unknown_end_is_open_not_ten_years_off() -> None:
    assert parse("2000/").latest == date.max
    assert parse("2000/").child_on(date(2026, 1, 1)) is None
    assert parse("/2000").earliest == date.min
    assert parse("/2000").child_on(date(2026, 1, 1)) is False


def test_values_are_equal_by_text_and_ordered_by_day() -> None:
    assert parse(" 1998 ") == parse("1998") and hash(parse("1998")) == hash(parse("1998"))
    assert parse("1998") != parse("1998~")
    ordered = [
        parse(text) for text in ("../1990", "1998-01-01", "1998-01", "1998", "1998-01-02", "1998-05/..")
    ]
    assert sorted(reversed(ordered)) == ordered
    assert all(a < b and b > a and a <= b for a, b in pairwise(ordered))
    assert pickle.loads(pickle.dumps(parse("1998~"))).about_latest == date(1999, 12, 31)
    with pytest.raises(TypeError):
        assert parse("1998") < "1999"  # type: ignore[operator]


def test_precise_means_one_day_without_doubt() -> None:
    assert parse("1998-05-04").precise
    assert not any(
        parse(text).precise for text in ("1998-05-04~", "1998-05-04?", "1998-05", "1998-05-04/1998-05-05")
    )


@pytest.mark.parametrize(
    ("born", "day", "expected"),
    [
        ("2008-11-23", "2026-11-22", True),
        ("2008-11-23", "2026-11-23", False),
        ("2008", "2026-01-01", None),
        ("2008", "2025-12-31", True),
        ("2008", "2026-12-31", False),
        ("2007~", "2026-06-01", None),
        ("2007", "2026-06-01", False),
        ("2012~", "2026-06-01", True),
        ("2008-02-29", "2026-02-28", True),
        ("2008-02-29", "2026-03-01", False),
        ("2010-02-28", "2028-02-28", False),
        ("2020-03-01", "2038-01-19", True),
        ("2020-01-19", "2038-01-19", False),
        ("0001-01-01", "9999-12-31", False),
        ("9999-12-31", "2026-01-01", True),
        ("../2000", "2026-01-01", False),
        ("2000/..", "2026-01-01", None),
    ],
)
def test_who_is_a_child(born: str, day: str, expected: bool | None) -> None:
    found = parse(born)
    assert found.child_on(date.fromisoformat(day)) is expected
    assert found.treated_as_child(date.fromisoformat(day)) is (expected is not False)


def test_ages_are_ranges() -> None:
    day = date(2026, 11, 23)
    assert parse("2009-11-24/2010-11-23").age_on(day) == AgeRange(16, 16)
    assert str(parse("2008").age_on(day)) == "17–18" and str(parse("2008-01-01").age_on(day)) == "18"
    assert parse("../1998").age_on(day) == AgeRange(27, OLDEST)
    assert parse("2030").age_on(day) == AgeRange(0, 0)
    assert parse("2012-02-29").age_on(date(2028, 2, 29)) == AgeRange(16, 16)


@given(near_days, near_days)
def test_ages_only_grow_and_lie_in_the_range(born: date, day: date) -> None:
    assert 0 <= age(born, day + timedelta(days=1)) - age(born, day) <= 1
    for text in (born.isoformat(), born.isoformat()[:7], born.isoformat()[:4]):
        low, high = parse(text).age_on(day)
        assert low <= max(0, age(born, day)) <= high
        assert parse(text).child_on(day) in ({True, None} if age(born, day) < 18 else {False, None})


@given(st.integers(0, 60), near_days, st.integers(0, 5))
def test_a_stated_age_gives_that_age_back(low: int, on: date, more: int) -> None:
    assert from_age(low, on, low + more).age_on(on) == AgeRange(low, low + more)


def test_ages_nobody_has_are_refused() -> None:
    for low, high in ((-1, None), (5, 4), (126, None)):
        with pytest.raises(Invalid):
            from_age(low, date(2026, 1, 1), high)
    with pytest.raises(Invalid):
        from_age(20, date(10, 1, 1))
    assert from_age(16, date(2026, 11, 23), mark="~").child_on(date(2026, 11, 23)) is None


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((1377, 2, 30), "1998-05-20"),
        ((1377,), "1998-03-21/1999-03-20"),
        ((1377, 2), "1998-04-21/1998-05-21"),
        ((1403, 12, 30), "2025-03-20"),
        ((1404, 1, 1), "2025-03-21"),
        ((1358, 10, 11), "1980-01-01"),
    ],
)
def test_solar_hijri_dates(parts: tuple[int, ...], text: str) -> None:
    assert from_jalali(*parts).text == text


@pytest.mark.parametrize(
    "parts",
    [
        (1404, 12, 30),
        (1377, 13),
        (1377, 7, 31),
        (1377, 0, 1),
        (1377, 1, 0),
        (1177,),
        (1634,),
        (1377, None, 4),
    ],
)
def test_solar_hijri_days_that_do_not_exist(parts: tuple[int | None, ...]) -> None:
    with pytest.raises(Invalid):
        from_jalali(*parts)  # type: ignore[arg-type]


def test_solar_hijri_years_agree_with_qt_for_everybody_alive() -> None:
    from PySide6.QtCore import QCalendar, QDate

    calendar = QCalendar(QCalendar.System.Jalali)
    for year in range(1277, 1437):
        for month, day in ((1, 1), (6, 31), (7, 1), (12, 29)):
            assert jalali_span(year, month, day)[0] == QDate(year, month, day, calendar).toPython()


@pytest.mark.parametrize(
    ("parts", "text"),
    [
        ((2541,), "1998"),
        ((2541, 2), "1998-02"),
        ((2541, 2, 28), "1998-02-28"),
        ((2543, 2, 29), "2000-02-29"),
        ((2480, 2, 3), "1938-02-03"),
        ((2480,), "1937-04-01/1938-03-31"),
        ((2483,), "1940-04-01/1940-12-31"),
        ((2484,), "1941"),
    ],
)
def test_thai_dates(parts: tuple[int, ...], text: str) -> None:
    assert from_buddhist(*parts).text == text
    assert from_buddhist(*parts, mark="~").approximate


@pytest.mark.parametrize(
    "parts", [(2541, 2, 29), (2483, 1), (500,), (10543,), (2541, 13), (2541, None, 1), (2541, 1, 0)]
)
def test_thai_days_that_do_not_exist(parts: tuple[int | None, ...]) -> None:
    with pytest.raises(Invalid):
        from_buddhist(*parts)  # type: ignore[arg-type]


def test_dates_that_may_be_one_day_meet() -> None:
    assert parse("1998").may_equal(parse("1998-05-04")) and parse("1997~").may_equal(parse("1998-05-04"))
    assert not parse("1997").may_equal(parse("1998-05-04"))


def test_a_whole_day_is_read_without_the_library_and_fast() -> None:
    code = (
        "import sys; from victimcase.domain.partial_date import PartialDate as P;"
        "[P.parse(t) for t in ('1998', '1998-05~', '1998-05-04', '../1998', '1998/2000%')];"
        "assert 'edtf' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", code], check=True)
    once = min(timeit.repeat(lambda: parse("1998-05-04"), number=5000, repeat=5)) / 5000
    assert once < 10e-6  # about 2 µs; ten leaves room for a busy machine


def test_doubt_is_said_in_words() -> None:
    spec = PartialDay("Born")
    said = {
        text: show(spec, PartialDate.parse(text), Reference({}))
        for text in ("1978~", "1978-05?", "1978-05-04")
    }
    assert said == {"1978~": "about 1978", "1978-05?": "perhaps 1978-05", "1978-05-04": "1978-05-04"}
    assert show(spec, PartialDate.parse("1978/1980"), Reference({})) == "1978/1980"

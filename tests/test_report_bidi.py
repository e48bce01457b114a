"""Each way of running is as UAX #9 says: Unicode's own lines, and what the report adds for codes."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from victimcase.report import bidi
from victimcase.report.bidi import Resolved
from victimcase.report.codes import isolated
from victimcase.report.languages import base_direction, language_of, leftward

KEPT = Path(__file__).parent / "data" / "report" / "bidi_lines.txt"
WHOLE = Path("/usr/share/unicode/BidiCharacterTest.txt")
WHOLE_COUNT = 91_707


@dataclass(frozen=True, slots=True)
class Case:
    """One line of Unicode's file; None among the levels is a character that is removed."""

    text: str
    asked: int | None
    base: int
    levels: list[int | None]
    order: list[int]


def cases(file: Path) -> Iterator[Case]:
    for line in file.read_text("utf-8").splitlines():
        if not line or line.startswith("#"):
            continue
        points, asked, base, levels, order = line.split(";")
        yield Case(
            "".join(chr(int(point, 16)) for point in points.split()),
            None if asked == "2" else int(asked),
            int(base),
            [None if level == "x" else int(level) for level in levels.split()],
            [int(place) for place in order.split()],
        )


def wrong(
    some: Iterable[Case], resolve: Callable[[str, int | None], Resolved] = bidi.resolve
) -> tuple[int, int]:
    """How many lines were tried, and how many came out otherwise than Unicode says."""
    tried = failed = 0
    for case in some:
        resolved = resolve(case.text, case.asked)
        levels = bidi.line_levels(resolved, 0, len(case.text))
        alike = all(wanted in (None, got) for wanted, got in zip(case.levels, levels, strict=True))
        order = [at for at in bidi.visual_order(levels) if case.levels[at] is not None]
        tried += 1
        failed += not (alike and order == case.order and resolved.base == case.base)
    return tried, failed


def test_every_kept_line_of_unicode_runs_as_it_says() -> None:
    tried, failed = wrong(cases(KEPT))
    assert tried > 300
    assert failed == 0


@pytest.mark.skipif(not WHOLE.exists(), reason="Debian's package unicode-data is not installed")
def test_every_line_of_unicode_runs_as_it_says() -> None:
    assert wrong(cases(WHOLE)) == (WHOLE_COUNT, 0)


def test_a_resolver_that_knows_no_brackets_is_found_out() -> None:
    def without_brackets(text: str, base: int | None) -> Resolved:
        return bidi.resolve(text.translate(str.maketrans("()[]", "!!!!")), base)

    assert wrong(cases(KEPT), without_brackets)[1] > 0


def test_text_from_left_to_right_alone_takes_the_short_way() -> None:
    for text in ("Rosalind", "ที่อยู่ ๑๒", "欧阳 (58)", ""):
        assert bidi.resolve(text).plain
        assert not any(bidi.resolve(text).levels)
    assert not bidi.resolve("شهر").plain
    assert not bidi.resolve("12", 1).plain


def test_the_language_decides_how_a_paragraph_runs_and_digits_run_as_codes() -> None:
    assert base_direction("ABC-12 پرونده", "fa") == 1
    assert base_direction("زهرا was met", "en") == 0
    assert base_direction("زهرا", "en") == 1
    assert base_direction("+93 70 123 4567", "fa") == 0
    assert base_direction("۰۷۰ ۱۲۳", "fa") == 0
    assert (
        leftward("ur-PK")
        and leftward("pa-Arab")
        and leftward("prs")
        and not leftward("pa")
        and not leftward("az")
    )


def test_a_text_of_unknown_language_is_told_by_its_script() -> None:
    assert language_of("ที่อยู่", ("en",)) == "th"
    assert language_of("نام", ("en", "ur")) == "ur"
    assert language_of("गाँव", ("ne",)) == "ne"
    assert language_of("فاطمہ", ("fa",)) == "ur"
    assert language_of("ښځه", ("en",)) == "ps"
    assert language_of("زهرا", ("en",)) == "fa"
    assert language_of("Name 12", ("vi", "en")) == "vi"


@pytest.mark.parametrize(
    "code",
    [
        "+93 70 123 4567",
        "۰۷۰ ۱۲۳ ۴۵۶۷",
        "(021) 456-7890",
        "2026-11-03",
        "42101-1234567-1",
        "BKK-0412",
        "12/ABC",
        "7a@b.example",
    ],
)
def test_codes_keep_their_order_inside_right_to_left_text(code: str) -> None:
    text = isolated(f"شماره {code} است")
    assert text == f"شماره \u2066{code}\u2069 است"
    levels = bidi.resolve(text).levels
    inner = levels[text.index("\u2066") + 1 : text.index("\u2069")]
    assert set(inner) == {2}


def test_without_the_isolate_the_groups_of_a_number_stand_in_reverse() -> None:
    text = "شماره +93 70 123 4567 است"
    order = bidi.visual_order(bidi.resolve(text).levels)
    shown = "".join(text[at] for at in order)
    assert "4567 123 70 93" in shown


@pytest.mark.parametrize(
    "text", ["۱۲/۵", "ساعت 3:30", "۱۴۰۱-۱۴۰۳", "سال 2026", "۱۲ ۱۴۰۵", "شماره \u2066A-1\u2069", "a.b"]
)
def test_what_runs_right_by_itself_or_was_marked_is_left_alone(text: str) -> None:
    assert isolated(text) == text

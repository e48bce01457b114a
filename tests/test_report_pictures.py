"""The pictures are right, as text that is found may be drawn wrong: as Pango sets it, and as it was kept."""

from __future__ import annotations

from pathlib import Path

import pytest
from PIL import Image

from tests.report_pictures import (
    KEPT,
    PAGE_DOTS,
    PANGO,
    POPPLER,
    likeness,
    line_file,
    page_likeness,
    pango_picture,
    picture,
    sample_file,
)
from tests.report_samples import HARD, SAMPLES, Sample

pytestmark = pytest.mark.skipif(not POPPLER, reason="poppler-utils is not installed")
ALIKE = 0.9
ALIKE_SMALL = 0.85


@pytest.mark.skipif(not PANGO, reason="pango1.0-tools is not installed")
@pytest.mark.parametrize(
    ("language", "text"), HARD, ids=[f"{at}-{tongue}" for at, (tongue, _) in enumerate(HARD)]
)
def test_each_hard_line_looks_as_pango_sets_it(language: str, text: str, tmp_path: Path) -> None:
    assert likeness(picture(line_file(text, language)), pango_picture(text, language, tmp_path)) > ALIKE


@pytest.mark.skipif(not PANGO, reason="pango1.0-tools is not installed")
@pytest.mark.parametrize(
    ("language", "text", "other"),
    [
        ("fa", "شمارهٔ ۱۲۳/۴۵ (خانه امن 7)", "شمارهٔ ۳۲۱/۵۴ (خانه امن 7)"),
        ("fa", "شمارهٔ ۱۲۳/۴۵ (خانه امن 7)", "شمارهٔ ۱۲۳/۴۵ (خانه امن 1)"),
        ("th", "ที่ตั้ง", "ทีตั้ง"),
    ],
)
def test_a_line_that_differs_by_a_digit_or_a_mark_is_told_apart(
    language: str, text: str, other: str, tmp_path: Path
) -> None:
    assert likeness(picture(line_file(text, language)), pango_picture(other, language, tmp_path)) < ALIKE


def kept_likeness(sample: Sample) -> float:
    with Image.open(KEPT / f"page-{sample.language}.png") as kept:
        return page_likeness(picture(sample_file(sample), PAGE_DOTS), kept.convert("L"))


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one.language)
def test_a_page_of_each_language_looks_as_it_was_kept(sample: Sample) -> None:
    alike = kept_likeness(sample)
    assert alike > ALIKE_SMALL


def test_a_page_with_one_other_number_is_told_apart() -> None:
    first = SAMPLES[0]
    changed = Sample(first.language, first.name, first.address.replace("12", "21"), first.sentence)
    alike = kept_likeness(changed)
    assert alike < ALIKE_SMALL

"""What is printed can be found again, in every script: on the page, and in the structure of the file."""

from __future__ import annotations

import io
import shutil
import subprocess
from collections.abc import Iterator
from typing import Any

import pikepdf
import pytest

from tests.report_papers import bare, every_kind, sample, text_of, words_of
from tests.report_pictures import sample_file
from tests.report_samples import HARD, LEFTWARD, SAMPLES, Sample
from victimcase.report.canvas import PaperCanvas
from victimcase.report.flowable import ShapedParagraph
from victimcase.report.paper import Line, Paper, Part, render

pytestmark = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
ENOUGH = 0.95


def paper_of(each: Sample) -> Paper:
    rows = tuple(
        Line(label, text) for label, text in zip(("Name", "Address", "Note"), each.texts, strict=True)
    )
    return Paper(
        title="Case sheet",
        office="Harbour shelter",
        number="N-1",
        date="23 November 2026",
        parts=(Part("P", rows=rows),),
    )


@pytest.mark.parametrize(
    "each", [one for one in SAMPLES if one.language not in LEFTWARD], ids=lambda one: one.language
)
def test_names_addresses_and_sentences_are_found_again(each: Sample) -> None:
    found = bare(text_of(render(paper_of(each))))
    for text in each.texts:
        assert bare(text) in found


@pytest.mark.parametrize("language", sorted(LEFTWARD))
def test_words_of_right_to_left_text_are_found_again(language: str) -> None:
    written = [word for text in sample(language).texts for word in words_of(text)]
    written += [word for tongue, text in HARD if tongue == language for word in words_of(text)]
    found = set(words_of(text_of(leftward_file(language))))
    missed = [word for word in written if word not in found]
    assert len(missed) <= len(written) * (1 - ENOUGH), missed


def leftward_file(language: str) -> bytes:
    canvas = PaperCanvas(language=language)
    top = 800.0
    for text in (*sample(language).texts, *(text for tongue, text in HARD if tongue == language)):
        paragraph = ShapedParagraph(text, language=language, node=canvas.root.add("P", language))
        top -= paragraph.wrap(380, 700)[1] + 4
        paragraph.drawOn(canvas, 60, top)
    canvas.showPage()
    canvas.save()
    content: bytes = canvas.buffer.getvalue()
    return content


def test_a_text_that_was_never_printed_is_not_found() -> None:
    found = bare(text_of(render(paper_of(sample("th")))))
    assert bare(sample("km").name) not in found
    assert not set(words_of(sample("fa").sentence)) <= set(words_of(text_of(leftward_file("ur"))))


def test_the_structure_tells_headings_rows_tables_lists_and_figures() -> None:
    file = render(every_kind())
    told = subprocess.run(
        ["pdfinfo", "-struct-text", "-"], input=file, capture_output=True, check=True
    ).stdout.decode()
    for role in ("H1", "H2", "Table", "TR", "TH", "TD", "L", "LI", "LBody", "Figure"):
        assert f" {role}" in told, role
    assert '"Telephone"' in told and '"+93 70 123 4567"' in told
    assert "/Scope /Row" in told and "/Scope /Column" in told
    assert "Lotus Reintegration Centre" in told


def test_text_from_right_to_left_stands_in_the_structure_as_it_was_written() -> None:
    with pikepdf.open(io.BytesIO(render(every_kind()))) as file:
        written = [
            str(each.ActualText) for each in file.objects if _is_element(each) and "/ActualText" in each
        ]
    assert written == [sample("fa").name]


def test_every_language_in_the_structure_says_its_name() -> None:
    with pikepdf.open(io.BytesIO(render(every_kind(("en", "fa"))))) as file:
        said = {str(each.Lang) for each in file.objects if _is_element(each) and "/Lang" in each}
        alternatives = [str(each.Alt) for each in file.objects if _is_element(each) and "/Alt" in each]
        assert said == {"en", "fa"}
        assert str(file.Root.Lang) == "en"
        assert file.Root.MarkInfo.Marked
        assert any("HBR-D-2026-00042" in text for text in alternatives)
        assert {"ticked", "not ticked"} <= set(alternatives)


def _is_element(each: object) -> bool:
    return isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/StructElem"


def operators(page: pikepdf.Page) -> Iterator[tuple[str, list[Any]]]:
    """What a page is drawn with, as (operator, operands)."""
    for instruction in pikepdf.parse_content_stream(page):
        yield str(instruction.operator), list(instruction.operands)


def test_every_mark_on_a_page_belongs_to_an_element() -> None:
    with pikepdf.open(io.BytesIO(render(every_kind(("en", "fa"))))) as file:
        numbers = list(file.Root.StructTreeRoot.ParentTree.Nums)
        owners = dict(zip(map(int, numbers[::2]), numbers[1::2], strict=True))
        for page in file.pages:
            marks = [
                int(rest[1].MCID) for name, rest in operators(page) if name == "BDC" and "/MCID" in rest[1]
            ]
            assert marks and sorted(marks) == list(range(len(owners[int(page.StructParents)])))


def test_marks_are_closed_as_often_as_opened_and_never_lie_inside_each_other() -> None:
    with pikepdf.open(io.BytesIO(render(every_kind()))) as file:
        for page in file.pages:
            depth = 0
            for name, _ in operators(page):
                depth += {"BDC": 1, "BMC": 1, "EMC": -1}.get(name, 0)
                assert 0 <= depth <= 1  # readers lose the text of marks inside marks
            assert depth == 0


def test_what_stands_beside_a_broken_word_is_the_word() -> None:
    with pikepdf.open(io.BytesIO(sample_file(sample("km")))) as file:
        marks = [rest[1] for name, rest in operators(file.pages[0]) if name == "BDC"]
    beside = [str(mark.ActualText) for mark in marks if "/ActualText" in mark]
    assert beside
    assert all(word in "".join(sample("km").texts) for word in beside)

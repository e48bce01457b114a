"""Rows split across pages and inside themselves, and nothing that was set is lost or said twice."""

from __future__ import annotations

from typing import Any

import pytest

from victimcase.report import look
from victimcase.report.canvas import PaperCanvas
from victimcase.report.figures import Badge, Panel, SquareCode, WritingLine
from victimcase.report.flowable import ShapedParagraph
from victimcase.report.grid import Grid, Row
from victimcase.report.tagging import Node

LONG = " ".join(f"word{count}" for count in range(300))


def cell(text: str) -> list[Any]:
    return [ShapedParagraph(text, node=Node("TD"))]


def texts(grid: Grid) -> list[str]:
    """What each cell still shows, by the lines it was cut to."""
    shown = []
    for row in grid.rows:
        for blocks in row.cells:
            for block in blocks:
                block.wrap(block.width or 100, 0)
                shown.append("".join(each.text[start:end] for each, start, end in block._cut))
    return shown


def test_rows_that_do_not_fit_go_on_under_the_same_head() -> None:
    head = Row([cell("Need")], rule=look.BORDER)
    grid = Grid([1], [Row([cell(f"row {count}")]) for count in range(20)], head=head)
    _, height = grid.wrap(200, 0)
    first, rest = grid.split(200, height / 2)
    assert texts(first) + texts(rest) == [f"row {count}" for count in range(20)]
    assert rest.head is not None and rest.head.cells[0][0].node is None
    assert head.cells[0][0].node is not None


def test_a_tall_row_is_cut_inside_its_cells_and_keeps_every_word() -> None:
    grid = Grid([1, 3], [Row([cell("Note"), cell(LONG)])])
    pieces, waiting = [], grid
    while True:
        parts = waiting.split(300, 200)
        pieces.append(parts[0])
        assert parts[0].wrap(300, 0)[1] <= 200.01
        if len(parts) == 1:
            break
        waiting = parts[1]
    assert len(pieces) > 3
    words = [word for piece in pieces for text in texts(piece) for word in text.split()]
    assert [word for word in words if word != "Note"] == LONG.split()
    assert words.count("Note") == 1


def test_a_row_that_must_stay_whole_is_never_cut() -> None:
    grid = Grid([1], [Row([cell(LONG)], whole=True)])
    grid.wrap(100, 0)
    assert grid.split(100, 400) == []


def test_first_lines_of_a_row_stand_on_one_baseline() -> None:
    label, value = ShapedParagraph("Name", look.LABEL), ShapedParagraph("ကျွန်ုပ်တို့", language="my")
    row = Row([[label], [value]])
    row.measure([100, 100])
    assert row.drop(0) + label.ascent == pytest.approx(row.drop(1) + value.ascent)
    assert row.drop(0) > 0 and row.drop(1) == 0


def test_a_page_that_begins_at_the_right_has_its_first_column_there() -> None:
    grid = Grid([1, 2], [Row([cell("a"), cell("b")])], leftward=True, gap=10)
    grid.wrap(310, 0)
    widths = grid._widths()
    assert widths == [100, 200]
    assert [grid._left(column, widths) for column in (0, 1)] == [210, 0]


def test_a_panel_stays_whole_until_it_needs_more_than_a_page() -> None:
    panel = Panel(cell(LONG), SquareCode("N-1", 60, Node("Figure")))
    _, height = panel.wrap(260, 0)
    assert height > 600
    assert panel.split(260, 300) == []
    first, rest = panel.split(260, 600)
    assert first.wrap(260, 0)[1] <= 600
    assert first.figure is not None and rest.figure is None


def test_the_square_code_is_readable_by_its_own_rules() -> None:
    code = SquareCode("HBR-D-2026-00041\nsha256:" + "ab" * 32, 78, None)
    corner = [row[:7] for row in code.modules[:7]]
    assert corner[0] == b"\1" * 7 and corner[1] == b"\1\0\0\0\0\0\1" and corner[3] == b"\1\0\1\1\1\0\1"


def test_a_badge_is_as_wide_as_its_word_and_a_line_as_tall_as_what_stands_on_it() -> None:
    badge = Badge(ShapedParagraph("withheld", look.WITHHELD), look.PRIVATE_SOFT)
    badge.wrap(300, 0)
    assert badge.ground_width < 70
    assert WritingLine(10, ShapedParagraph("Malee Sampleton")).wrap(200, 0)[1] > 10


def test_what_repeats_is_drawn_as_decoration() -> None:
    canvas = PaperCanvas()
    paragraph = ShapedParagraph("Need", node=canvas.root.add("TH"))
    for block in (paragraph, paragraph.echo()):
        block.wrap(100, 0)
        block.drawOn(canvas, 50, 500)
    assert [operator for operator in canvas._code if "BMC" in operator or "BDC" in operator] == [
        "/TH <</MCID 0>> BDC",
        "/Artifact BMC",
    ]

"""From the parts of a paper to what stands on the page: headings, rows, tables, boxes to tick, places to sign."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from victimcase.i18n import N_
from victimcase.report import look
from victimcase.report.figures import Badge, Box, Panel, WritingLine
from victimcase.report.flowable import Align, ShapedParagraph
from victimcase.report.grid import Grid, Row
from victimcase.report.look import TextStyle
from victimcase.report.paper import Cell, Line, Part, Signature, Table, Tick, Words
from victimcase.report.tagging import Node
from victimcase.report.voice import Said, Voice

WITHHELD = N_("withheld")
_NOTHING = N_("not recorded")
_TICKED, _NOT_TICKED = N_("ticked"), N_("not ticked")
_SIGNATURE, _DATE, _THUMBPRINT = N_("Name and signature"), N_("Date and place"), N_("Thumbprint")
_LABEL_SHARE, _VALUE_SHARE = 0.3, 0.7
_SIGNING_ROOM, _THUMB_ROOM = 34.0, 78.0


class Composer:
    """Makes the blocks of one paper and, with them, its structure."""

    def __init__(self, voice: Voice, root: Node) -> None:
        self.voice, self.root = voice, root

    def part(self, part: Part) -> Iterator[Any]:
        """The blocks of one part, in the order they stand."""
        section = self.root.add("Sect")
        name = self.voice.line(self.voice.each(part.heading)[:1])
        blocks = [
            *self._heading(part.heading, section),
            *self._paragraphs(part, section, name),
            *self._rows(part.rows, section, name),
            *self._table(part.table, section, name),
            *self._ticks(part.ticks, section, name),
            *self._signatures(part.signatures, section, name),
        ]
        if blocks:
            blocks[0].spaceBefore = 17 if part.heading else 9
            blocks[0].new_page = part.new_page
        yield from blocks

    def text(self, said: Said, style: TextStyle, node: Node, **named: Any) -> ShapedParagraph:
        """One text as a paragraph."""
        return ShapedParagraph(said.text, style, said.language, node=node, **named)

    def rows_grid(self, lines: Sequence[Line], section: Node, name: str, shares: tuple[float, float]) -> Grid:
        """Labels beside their values; a second language stands at the far side."""
        table = section.add("Table")
        rows = []
        for line in lines:
            structure = table.add("TR")
            labels = self.voice.each(line.label)
            field = line.field or (labels[0].text if labels else "")
            cells = [self._label(labels[:1], structure, field, name), self._value(line, structure, field, name)]
            if self.voice.two:
                cells.append(self._label(labels[1:], structure, field, name, far=True))
            rows.append(Row(cells, rule=look.LINE))
        label, value = shares
        columns = (label, value, label) if self.voice.two else (label, value)
        return Grid(columns, rows, leftward=self.voice.leftward)

    def _heading(self, heading: Words, section: Node) -> Iterator[Any]:
        said = self.voice.each(heading)
        if not said:
            return
        cells = [[self.text(said[0], look.SECTION, section.add("H2", said[0].language))]]
        if said[1:]:
            second = self.text(said[1], look.SECTION_SECOND, section.add("P", said[1].language), align=self._far)
            cells.append([second])
        row = Row(cells, rule=look.ACCENT, above=0, below=3.5)
        grid = Grid([1] * len(cells), [row], leftward=self.voice.leftward)
        grid.keepWithNext = True
        yield grid

    def _paragraphs(self, part: Part, section: Node, name: str) -> Iterator[Any]:
        blocks: list[Any] = []
        for paragraph in part.paragraphs:
            cell = paragraph if isinstance(paragraph, Cell) else Cell(paragraph)
            if cell.withheld:
                blocks.append(Grid([1], [Row([[self._badge(section.add("P"))]])], leftward=self.voice.leftward))
                continue
            said = self.voice.values(cell.value, cell.language)
            named = {"field": cell.field, "part": name}
            cells = [[self.text(each, look.BODY, section.add("P", each.language), **named)] for each in said]
            if cells:
                row = Row(cells, above=3, below=2)
                blocks.append(Grid([1] * len(cells), [row], leftward=self.voice.leftward, gap=24))
        if part.notice and blocks:
            yield Panel(blocks, leftward=self.voice.leftward)
        else:
            yield from blocks

    def _rows(self, lines: Sequence[Line], section: Node, name: str) -> Iterator[Any]:
        if lines:
            shares = (_LABEL_SHARE, _VALUE_SHARE) if not self.voice.two else (0.27, 0.46)
            yield self.rows_grid(lines, section, name, shares)

    def _label(self, said: list[Said], row: Node, field: str, name: str, far: bool = False) -> list[Any]:
        align: Align = self._far if far else self._near
        node = row.add("TH", said[0].language if said else "", scope="Row")
        return [self.text(each, look.LABEL, node, align=align, field=field, part=name) for each in said[:1]]

    def _value(self, line: Line, row: Node, field: str, name: str) -> list[Any]:
        node = row.add("TD")
        if line.withheld:
            return [self._badge(node)]
        if line.value is None:
            return [WritingLine()]
        return self._cell(self.voice.values(line.value, line.language), node, field, name)

    def _cell(self, said: list[Said], node: Node, field: str, name: str, align: Align | None = None) -> list[Any]:
        if not said:
            empty = self.voice.frame(_NOTHING)[0]
            node.language = empty.language
            return [self.text(empty, look.HINT, node, align=align or self._near)]
        node.language = said[0].language
        blocks = []
        for at, each in enumerate(said):
            inner = node if len(said) == 1 else node.add("P", each.language)
            paragraph = self.text(each, look.SECOND if at else look.BODY, inner, field=field, part=name)
            paragraph.align = align or ("auto" if "\n" in each.text else "start")
            paragraph.start = self._near
            blocks.append(paragraph)
        return blocks

    def _badge(self, node: Node) -> Badge:
        said = self.voice.frame(WITHHELD)
        node.language = said[0].language
        paragraph = ShapedParagraph(self.voice.line(said), look.WITHHELD, said[0].language, node=node)
        return Badge(paragraph, look.PRIVATE_SOFT, leftward=self.voice.leftward)

    def _table(self, table: Table | None, section: Node, name: str) -> Iterator[Any]:
        if table is None:
            return
        structure = section.add("Table")
        top = structure.add("TR")
        head = Row([self._column(words, top) for words in table.columns], rule=look.BORDER, above=3, below=4)
        for column in table.numbers:
            for block in head.cells[column]:
                block.align = self._far
        rows = []
        for entries in table.rows:
            line = structure.add("TR")
            cells = []
            for column, entry in enumerate(entries):
                cell = entry if isinstance(entry, Cell) else Cell(entry)
                node = line.add("TD")
                align = self._far if column in table.numbers else None
                field = cell.field or self.voice.line(self.voice.each(table.columns[column])[:1])
                said = self.voice.values(cell.value, cell.language)
                cells.append([self._badge(node)] if cell.withheld else self._cell(said, node, field, name, align))
            rows.append(Row(cells, rule=look.LINE))
        shares = table.shares or (1.0,) * len(table.columns)
        yield Grid(shares, rows, head=head, leftward=self.voice.leftward)

    def _column(self, words: Words, row: Node) -> list[Any]:
        node = row.add("TH", scope="Column")
        said = self.voice.each(words)
        return [
            self.text(each, look.SMALL if at else look.HEAD, node if len(said) == 1 else node.add("P", each.language))
            for at, each in enumerate(said)
        ]

    def _ticks(self, ticks: Sequence[Tick], section: Node, name: str) -> Iterator[Any]:
        if not ticks:
            return
        rows = []
        structure = section.add("L")
        for tick in ticks:
            item = structure.add("LI")
            state = self.voice.frame(_TICKED if tick.ticked else _NOT_TICKED)[0]
            box = Box(tick.ticked, item.add("Lbl").add("Figure", alternative=state.text), leftward=self.voice.leftward)
            body = item.add("LBody")
            texts = [
                self.text(each, style, body.add("P", each.language), part=name)
                for words, style in ((tick.text, look.BODY), (tick.note, look.HINT))
                for each in self.voice.each(words)
            ]
            rows.append(Row([[box], texts], above=3, below=3))
        yield Grid([0.024, 0.976], rows, leftward=self.voice.leftward, gap=6)

    def _signatures(self, signatures: Sequence[Signature], section: Node, name: str) -> Iterator[Any]:
        for first in range(0, len(signatures), 2):
            pair = signatures[first : first + 2]
            cells = [self._signature(each, section, name) for each in pair]
            yield Grid([1, 1], [Row(cells + [[]] * (2 - len(pair)), above=12)], leftward=self.voice.leftward, gap=30)

    def _signature(self, signature: Signature, section: Node, name: str) -> list[Any]:
        def told(text: str, style: TextStyle) -> ShapedParagraph:
            said = self.voice.frame(text)
            return ShapedParagraph(
                self.voice.line(said), style, said[0].language, align=self._near, node=section.add("P", said[0].language)
            )

        role = [
            self.text(each, look.BODY.strong() if not at else look.SECOND, section.add("P", each.language), part=name)
            for at, each in enumerate(self.voice.each(signature.role))
        ]
        printed = self.voice.values(signature.name, None)
        names = [self.text(each, look.BODY, section.add("P", each.language), part=name) for each in printed]
        for paragraph in (*role, *names):
            paragraph.align = self._near
        thumb = [WritingLine(_THUMB_ROOM), told(_THUMBPRINT, look.HINT)] if signature.thumbprint else []
        return [
            *role,
            WritingLine(_SIGNING_ROOM),
            *names,
            told(_SIGNATURE, look.HINT),
            WritingLine(_SIGNING_ROOM * 0.7),
            told(_DATE, look.HINT),
            *thumb,
        ]

    @property
    def _near(self) -> Align:
        return "right" if self.voice.leftward else "left"

    @property
    def _far(self) -> Align:
        return "left" if self.voice.leftward else "right"

"""From the parts of a paper to what stands on the page: headings, paragraphs, rows and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from victimcase.i18n import N_
from victimcase.report import look
from victimcase.report.figures import Badge, Panel, WritingLine
from victimcase.report.flowable import Align, ShapedParagraph
from victimcase.report.grid import Grid, Row
from victimcase.report.look import TextStyle
from victimcase.report.paper import Cell, Line, Part, Table, Words
from victimcase.report.tagging import Node
from victimcase.report.voice import Said, Voice

WITHHELD = N_("withheld")
_NOTHING = N_("not recorded")
_FINE_RIM = 1.4
_SHARES, _SHARES_OF_TWO = (0.3, 0.7), (0.26, 0.48)


class Composer:
    """Makes the blocks of one paper and, with them, its structure."""

    def __init__(self, voice: Voice, root: Node) -> None:
        self.voice, self.root = voice, root

    def part(self, part: Part) -> Iterator[Any]:
        """The blocks of one part, in the order they stand."""
        from victimcase.report import signing

        section = self.root.add("Sect")
        name = "".join(said.text for said in self.voice.each(part.heading)[:1])
        heading = list(self._heading(part.heading, section, ruled=not part.notice))
        paragraphs = list(self._paragraphs(part, section, name))
        if part.notice and paragraphs:
            heading, paragraphs = [], [Panel([*heading, *paragraphs], leftward=self.voice.leftward)]
        set_out = [*self._rows(part, section, name), *self._table(part.table, section, name)]
        if paragraphs and set_out:
            set_out[0].spaceBefore = look.BETWEEN_PARAGRAPHS
        blocks = [
            *heading,
            *paragraphs,
            *set_out,
            *signing.ticks(self, part.ticks, section, name),
            *signing.signatures(self, part.signatures, section, name),
        ]
        if blocks:
            blocks[0].spaceBefore = look.BETWEEN_FINE if part.fine else look.BETWEEN_PARTS
            blocks[0].new_page, blocks[0].companions = part.new_page, blocks[1:]
            blocks[0].together, blocks[0].fine = bool(part.signatures), part.fine
        yield from blocks

    def text(self, said: Said, style: TextStyle, node: Node, **named: Any) -> ShapedParagraph:
        """One text as a paragraph."""
        return ShapedParagraph(said.text, style, said.language, node=node, **named)

    def rows_grid(
        self,
        lines: Sequence[Line],
        section: Node,
        name: str,
        shares: tuple[float, float],
        styles: tuple[TextStyle, TextStyle] = (look.LABEL, look.BODY),
    ) -> Grid:
        """Labels beside their values, in these styles; a second language stands at the far side."""
        table = section.add("Table")
        rows = []
        for line in lines:
            structure = table.add("TR")
            labels = self.voice.once(line.label)
            field = line.field or "".join(said.text for said in labels[:1])
            cells = [
                self._label(labels[:1], structure, styles[0], field=field, part=name),
                self._value(line, structure, field, name, styles[1]),
            ]
            if self.voice.two:
                far = self._label(labels[1:], structure, styles[0], far=True, field=field, part=name)
                cells.append(far)
            rows.append(Row(cells, rule=look.LINE))
        label, value = shares
        columns = (label, value, label) if self.voice.two else (label, value)
        return Grid(columns, rows, leftward=self.voice.leftward)

    @property
    def near(self) -> Align:
        """The side the page begins on."""
        return "right" if self.voice.leftward else "left"

    @property
    def far(self) -> Align:
        """The side the page ends on."""
        return "left" if self.voice.leftward else "right"

    def _heading(self, heading: Words, section: Node, ruled: bool) -> Iterator[Any]:
        said = self.voice.once(heading)
        if not said:
            return
        first = section.add("H2", said[0].language)
        cells: list[list[Any]] = [[self.text(said[0], look.SECTION, first, align=self.near)]]
        if said[1:]:
            second = section.add("P", said[1].language)
            cells.append([self.text(said[1], look.SECTION_SECOND, second, align=self.far)])
        row = Row(cells, rule=look.ACCENT if ruled else None, above=0, below=3.5 if ruled else 1)
        grid = Grid([1] * len(cells), [row], leftward=self.voice.leftward)
        grid.keepWithNext = True
        yield grid

    def _paragraphs(self, part: Part, section: Node, name: str) -> Iterator[Any]:
        style = look.FINE if part.fine else look.BODY
        for paragraph in part.paragraphs:
            cell = paragraph if isinstance(paragraph, Cell) else Cell(paragraph)
            blocks: list[Any] = []
            if cell.withheld:
                blocks = [self._badge(section.add("P"))]
            else:
                named = {"field": cell.field, "part": name}
                said = self.voice.values(cell.value, cell.language)
                blocks = [self.text(each, style, section.add("P", each.language), **named) for each in said]
            if len(blocks) > 1:
                row = Row([[block] for block in blocks], above=0, below=0)
                blocks = [Grid([1] * len(blocks), [row], leftward=self.voice.leftward, gap=24)]
            for block in blocks:
                block.spaceBefore = look.BETWEEN_PARAGRAPHS
                yield block

    def _rows(self, part: Part, section: Node, name: str) -> Iterator[Any]:
        if not part.rows:
            return
        shares = _SHARES_OF_TWO if self.voice.two else _SHARES
        if not part.fine:
            yield self.rows_grid(part.rows, section, name, shares)
            return
        grid = self.rows_grid(part.rows, section, name, shares, (look.FINE, look.FINE))
        for row in grid.rows:
            row.above = row.below = _FINE_RIM
        yield grid

    def _label(
        self, said: list[Said], row: Node, style: TextStyle, *, far: bool = False, **named: str
    ) -> list[Any]:
        align = self.far if far else self.near
        node = row.add("TH", said[0].language if said else "", scope="Row")
        return [self.text(each, style, node, align=align, **named) for each in said[:1]]

    def _value(self, line: Line, row: Node, field: str, name: str, style: TextStyle) -> list[Any]:
        node = row.add("TD")
        if line.withheld:
            return [self._badge(node)]
        if line.value is None:
            return [WritingLine()]
        return self._cell(self.voice.values(line.value, line.language), node, field, name, style=style)

    def _cell(
        self,
        said: list[Said],
        node: Node,
        field: str,
        name: str,
        align: Align | None = None,
        style: TextStyle = look.BODY,
    ) -> list[Any]:
        if not said:
            empty = self.voice.frame(_NOTHING)[0]
            node.language = empty.language
            return [self.text(empty, look.HINT, node, align=align or self.near)]
        node.language = said[0].language
        blocks = []
        for at, each in enumerate(said):
            inner = node if len(said) == 1 else node.add("P", each.language)
            own = look.SECOND if at else style
            paragraph = self.text(each, own, inner, field=field, part=name, align=align or "start")
            paragraph.start = self.near
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
        aligns = [self.far if at in table.numbers else None for at in range(len(table.columns))]
        heads = [self._column(words, top, align) for words, align in zip(table.columns, aligns, strict=True)]
        head = Row(heads, rule=look.BORDER, above=3, below=4)
        titles = ["".join(said.text for said in self.voice.each(words)[:1]) for words in table.columns]
        rows = []
        for entries in table.rows:
            line = structure.add("TR")
            cells = []
            for entry, title, align in zip(entries, titles, aligns, strict=True):
                cell = entry if isinstance(entry, Cell) else Cell(entry)
                node = line.add("TD")
                said = self.voice.values(cell.value, cell.language)
                field = cell.field or title
                cells.append(
                    [self._badge(node)] if cell.withheld else self._cell(said, node, field, name, align)
                )
            rows.append(Row(cells, rule=look.LINE))
        shares = table.shares or (1.0,) * len(table.columns)
        yield Grid(shares, rows, head=head, leftward=self.voice.leftward)

    def _column(self, words: Words, row: Node, align: Align | None) -> list[Any]:
        node = row.add("TH", scope="Column")
        said = self.voice.each(words)
        blocks = []
        for at, each in enumerate(said):
            inner = node if len(said) == 1 else node.add("P", each.language)
            blocks.append(self.text(each, look.SMALL if at else look.HEAD, inner, align=align or self.near))
        return blocks

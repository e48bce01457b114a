"""The press: fills pages with blocks, from the title to the last part, and gives the file."""

from __future__ import annotations

import io
from collections import deque
from collections.abc import Iterable
from itertools import chain
from typing import Any

import pikepdf

from victimcase.i18n import N_
from victimcase.report import look, preflight
from victimcase.report.canvas import PaperCanvas
from victimcase.report.composing import Composer
from victimcase.report.figures import Panel, SquareCode
from victimcase.report.furniture import CATEGORIES, DATE, NUMBER, PURPOSE, TO, Furniture
from victimcase.report.grid import Grid, Row
from victimcase.report.paper import Line, Paper, Translate, Words
from victimcase.report.tagging import Node
from victimcase.report.voice import Voice

_CODE_TOLD = N_("Square code: {text}")
_CODE_SIZE = 78.0
_WITH_HEADING = 46.0
_SHORT_PART = 150.0
_TOLERANCE = 0.01
_CLOSER = 0.5


def made(paper: Paper, words: Translate) -> bytes:
    """The file of this paper. Raises `preflight.MissingGlyphs`, and then there is none."""
    voice = Voice.of(paper, words)
    canvas, alone = _set(paper, voice, 1.0)
    if alone:
        closer, still = _set(paper, voice, _CLOSER)
        canvas = canvas if still else closer
    canvas.save()
    preflight.check(canvas.missing)
    return _compact(canvas.buffer.getvalue())


def _set(paper: Paper, voice: Voice, spacing: float) -> tuple[PaperCanvas, bool]:
    """The pages, with the room between the blocks times `spacing`; and whether the last holds no more than
    what every paper says. Raises `preflight.MissingGlyphs`.
    """
    root = Node("Document", paper.languages[0])
    canvas = PaperCanvas(root=root, language=paper.languages[0])
    furniture = Furniture(paper, voice)
    canvas.furnish = furniture.finish
    canvas.describe(voice.each(paper.title)[0].text, paper.number)
    composer = Composer(voice, root)
    parts = chain.from_iterable(composer.part(part) for part in paper.parts)
    alone = _fill(canvas, chain(_front(paper, composer), parts), furniture, spacing)
    preflight.check(canvas.missing)
    return canvas, alone


def _compact(file: bytes) -> bytes:
    """The same file small: compressed, without remarks, its identifier made from its content."""
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(file)) as opened:
        opened.save(
            out,
            compress_streams=True,
            object_stream_mode=pikepdf.ObjectStreamMode.generate,
            deterministic_id=True,
        )
    return out.getvalue()


def _front(paper: Paper, composer: Composer) -> Iterable[Any]:
    """The title, and the panel that says who sends what to whom, and why."""
    voice, root = composer.voice, composer.root
    titles = []
    for at, said in enumerate(voice.each(paper.title)):
        style, align = (look.TITLE_SECOND, composer.far) if at else (look.TITLE, composer.near)
        node = root.add("P" if at else "H1", said.language)
        titles.append([composer.text(said, style, node, part=said.text, align=align)])
    yield Grid([1] * len(titles), [Row(titles, above=0, below=0)], leftward=voice.leftward)
    facts: list[tuple[str, Words]] = [(TO, paper.recipient), (PURPOSE, paper.purpose)]
    facts += [(CATEGORIES, _listed(voice, paper.categories)), (DATE, paper.date), (NUMBER, paper.number)]
    lines = [
        Line(tuple(voice.translate(label, language) for language in voice.languages), value)
        for label, value in facts
        if value
    ]
    section = root.add("Sect")
    grid = composer.rows_grid(lines, section, "", (0.26, 0.74) if not voice.two else (0.25, 0.5))
    for row in grid.rows:
        row.rule, row.above, row.below = None, 1.6, 1.6
    figure = None
    if paper.qr_text:
        told = voice.translate(_CODE_TOLD, voice.languages[0]).format(text=paper.qr_text)
        figure = SquareCode(paper.qr_text, _CODE_SIZE, section.add("Figure", alternative=told))
    panel = Panel([grid], figure, leftward=voice.leftward)
    panel.spaceBefore = 10
    yield panel


def _listed(voice: Voice, categories: tuple[Words, ...]) -> Words:
    """The categories as one text in each language."""
    if not categories:
        return ""
    texts = tuple(
        " · ".join(one if isinstance(one, str) else one[at] for one in categories)
        for at in range(len(voice.languages))
    )
    return texts if voice.two else texts[0]


def _fill(canvas: PaperCanvas, blocks: Iterable[Any], furniture: Furniture, spacing: float) -> bool:
    """Set the blocks one below the other, on as many pages as they need; whether the last of several pages
    begins with what every paper says.
    """
    width, bottom = look.PAGE[0] - 2 * look.SIDE, look.BOTTOM
    start = look.PAGE[1] - look.TOP
    waiting = deque(blocks)
    y, alone = start, False
    furniture.begin(canvas)
    while waiting:
        block = waiting.popleft()
        fresh = y == start
        alone = getattr(block, "fine", False) if fresh else alone
        space = 0.0 if fresh else block.getSpaceBefore() * spacing
        room = y - bottom - space
        _, height = block.wrap(width, room)
        needed = height + (_needed_after(waiting, width) if block.getKeepWithNext() else 0.0)
        wants_page = not fresh and (
            getattr(block, "new_page", False) or _better_whole(block, waiting, width, room)
        )
        if not wants_page and (needed <= room + _TOLERANCE or (fresh and height <= room)):
            y -= space + height
            block.drawOn(canvas, look.SIDE, y)
            continue
        parts = [] if wants_page or block.getKeepWithNext() else block.split(width, room)
        if len(parts) > 1:
            parts[0].wrap(width, room)
            parts[0].drawOn(canvas, look.SIDE, y - space - parts[0].height)
            waiting.extendleft(reversed(parts[1:]))
        elif fresh:
            raise ValueError("a block is taller than a page and cannot be split")
        else:
            waiting.appendleft(block)
        canvas.showPage()
        furniture.begin(canvas)
        y = start
    canvas.showPage()
    return alone


def _better_whole(block: Any, waiting: Iterable[Any], width: float, room: float) -> bool:
    """Whether a short part, places to sign, or what every paper says begin here and would be parted by the
    end of the page.
    """
    companions = getattr(block, "companions", ())
    if getattr(block, "fine", False):
        companions = tuple(waiting)
    if not companions:
        return False
    height = block.wrap(width, 0)[1]
    height += sum(each.getSpaceBefore() + each.wrap(width, 0)[1] for each in companions)
    page = look.PAGE[1] - look.TOP - look.BOTTOM
    return bool(room < height <= (page if getattr(block, "together", False) else _SHORT_PART))


def _needed_after(waiting: deque[Any], width: float) -> float:
    """The height a heading must see below itself, so that it never stands alone at the foot of a page."""
    if not waiting:
        return 0.0
    height: float = waiting[0].wrap(width, 0)[1]
    return min(height, getattr(waiting[0], "least", _WITH_HEADING))

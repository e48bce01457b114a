"""What is done by hand on a paper: boxes to tick, places to sign, room for a thumbprint."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from victimcase.i18n import N_
from victimcase.report import look
from victimcase.report.figures import Box, Frame, WritingLine
from victimcase.report.flowable import ShapedParagraph
from victimcase.report.grid import Grid, Row
from victimcase.report.paper import Signature, Tick
from victimcase.report.tagging import Node

if TYPE_CHECKING:
    from victimcase.report.composing import Composer

_TICKED, _NOT_TICKED = N_("ticked"), N_("not ticked")
_SIGNATURE, _NAME, _DATE, _THUMBPRINT = N_("Signature"), N_("Name"), N_("Date and place"), N_("Thumbprint")
_TO_SIGN, _TO_WRITE = 34.0, 20.0
_THUMB = (68.0, 80.0)
_BESIDE = (2.0, 1.0)


def ticks(composer: Composer, sentences: Sequence[Tick], section: Node, name: str) -> Iterator[Any]:
    """Each sentence beside its box."""
    if not sentences:
        return
    voice, rows = composer.voice, []
    structure = section.add("L")
    for tick in sentences:
        item = structure.add("LI")
        state = voice.frame(_TICKED if tick.ticked else _NOT_TICKED)[0]
        sign = item.add("Lbl").add("Figure", state.language, alternative=state.text)
        body = item.add("LBody")
        texts: list[list[Any]] = [[] for _ in voice.languages]
        for words, style in ((tick.text, look.BODY), (tick.note, look.HINT)):
            for column, each in zip(texts, voice.each(words), strict=False):
                column.append(composer.text(each, style, body.add("P", each.language), part=name))
        rows.append(Row([[Box(tick.ticked, sign, leftward=voice.leftward)], *texts], above=4, below=2))
    shares = [0.024, *(0.976 / len(voice.languages) for _ in voice.languages)]
    yield Grid(shares, rows, leftward=voice.leftward, gap=6)


def signatures(composer: Composer, places: Sequence[Signature], section: Node, name: str) -> Iterator[Any]:
    """Places to sign, two beside each other; the two are never parted by a page."""
    for first in range(0, len(places), 2):
        cells = [_place(composer, each, section, name) for each in places[first : first + 2]]
        row = Row(cells + [[]] * (2 - len(cells)), above=8, below=6, whole=True)
        yield Grid([1, 1], [row], leftward=composer.voice.leftward, gap=34)


def _place(composer: Composer, signature: Signature, section: Node, name: str) -> list[Any]:
    voice = composer.voice
    group = section.add("Div")

    def told(text: str) -> ShapedParagraph:
        said = voice.frame(text)
        node = group.add("P", said[0].language)
        return ShapedParagraph(voice.line(said), look.HINT, said[0].language, align=composer.near, node=node)

    roles = []
    for at, each in enumerate(voice.each(signature.role)):
        style = look.SECOND if at else look.BODY.strong()
        node = group.add("P", each.language)
        roles.append(composer.text(each, style, node, part=name, align=composer.near))
    blocks: list[Any] = [*roles, WritingLine(_TO_SIGN), told(_SIGNATURE)]
    written = None
    if signature.name:
        said = voice.values(signature.name, None)[0]
        written = composer.text(
            said, look.BODY, group.add("P", said.language), part=name, align=composer.near
        )
    blocks += [WritingLine(_TO_WRITE, written), told(_NAME), WritingLine(_TO_WRITE), told(_DATE)]
    if not signature.thumbprint:
        return blocks
    thumb = [Frame(*_THUMB, leftward=voice.leftward), told(_THUMBPRINT)]
    beside = Row([blocks[len(roles) :], thumb], above=0, below=0, whole=True)
    return [*roles, Grid(_BESIDE, [beside], leftward=voice.leftward)]

"""What stands on every page: office and "confidential" above, number, recipient and page below."""

from __future__ import annotations

from typing import Any

from victimcase.i18n import N_
from victimcase.report import look
from victimcase.report.figures import Badge
from victimcase.report.flowable import Align, ShapedParagraph, fitting
from victimcase.report.look import TextStyle
from victimcase.report.paper import Paper
from victimcase.report.voice import Said, Voice
from victimcase.report.watermark import Watermark

CONFIDENTIAL = N_("Confidential")
TO, PURPOSE, CATEGORIES = N_("To"), N_("Purpose"), N_("What it tells")
NUMBER, DATE = N_("Disclosure number"), N_("Date")
_PAGE = N_("Page {page} of {pages}")
_HEAD_Y, _HEAD_RULE = 36.0, 48.0
_FOOT_RULE, _FOOT_FIRST, _FOOT_SECOND = 50.0, 36.0, 25.0
_FAR_SHARE = 0.34


class Furniture:
    """The head and foot of one paper's pages, and its watermark."""

    def __init__(self, paper: Paper, voice: Voice) -> None:
        self.paper, self.voice = paper, voice
        self.width = look.PAGE[0] - 2 * look.SIDE
        self.watermark = Watermark(paper.watermark, voice.languages[0]) if paper.watermark else None
        self.badge = self._badge() if paper.confidential else None
        self.far_width = self.width * _FAR_SHARE
        self.office = self._near([self._first(voice.each(paper.office))], look.SMALL.strong())
        titles = voice.each(paper.title)
        self.title = self._near([*voice.each(paper.office)[:1], *titles[:1]], look.SMALL.strong())
        self.reference = self._near([*voice.each(paper.number), *voice.each(paper.date)[:1]], look.SMALL)
        self.addressed = self._near(
            [*self._told(TO, paper.recipient), *self._told(PURPOSE, paper.purpose)], look.SMALL
        )

    def begin(self, canvas: Any) -> None:
        """What lies under the text of a page."""
        if self.watermark:
            self.watermark.draw(canvas)

    def finish(self, canvas: Any, page: int, pages: int) -> None:
        """Head and foot, once the number of pages is known."""
        top = look.PAGE[1]
        self._put(canvas, self.office if page == 1 else self.title, top - _HEAD_Y)
        if self.badge:
            self.badge.wrap(self.far_width, 0)
            x = look.SIDE if self.voice.leftward else look.PAGE[0] - look.SIDE - self.badge.ground_width
            self.badge.drawOn(canvas, x, top - _HEAD_Y - 3.2)
        canvas.write([canvas.mark(None)])
        canvas.setStrokeColor(look.LINE)
        canvas.setLineWidth(0.5)
        for y in (top - _HEAD_RULE, _FOOT_RULE):
            canvas.line(look.SIDE, y, look.PAGE[0] - look.SIDE, y)
        canvas.write(["EMC"])
        self._put(canvas, self.reference, _FOOT_FIRST)
        self._put(canvas, self.addressed, _FOOT_SECOND)
        said = self.voice.frame(_PAGE, page=page, pages=pages)
        number = fitting(
            self.voice.line(said), look.SMALL, said[0].language, self.far_width, align=self._side(True)
        )
        self._put(canvas, number, _FOOT_FIRST, far=True)

    def _put(self, canvas: Any, paragraph: ShapedParagraph, baseline: float, far: bool = False) -> None:
        width = self.far_width if far else self.width - self.far_width
        _, height = paragraph.wrap(width, 0)
        at_left = far == self.voice.leftward
        x = look.SIDE if at_left else look.PAGE[0] - look.SIDE - width
        paragraph.drawOn(canvas, x, baseline - (height - paragraph.ascent))

    def _near(self, said: list[Said], style: TextStyle) -> ShapedParagraph:
        language = said[0].language if said else self.voice.languages[0]
        width = self.width - self.far_width
        text = "  ·  ".join(each.text for each in said if each.text)
        return fitting(text, style, language, width, align=self._side(False), part=CONFIDENTIAL)

    def _told(self, label: str, words: Any) -> list[Said]:
        said = self.voice.each(words)
        if not said:
            return []
        first = self.voice.frame(label)[0]
        value = ", ".join(said[0].text.split("\n"))
        return [Said(f"{first.text}: {value}", first.language)]

    def _badge(self) -> Badge:
        said = self.voice.frame(CONFIDENTIAL)
        paragraph = ShapedParagraph(self.voice.line(said), look.CONFIDENTIAL, said[0].language)
        return Badge(paragraph, look.DANGER_SOFT)

    def _side(self, far: bool) -> Align:
        return "right" if far != self.voice.leftward else "left"

    @staticmethod
    def _first(said: list[Said]) -> Said:
        return said[0] if said else Said("", "en")

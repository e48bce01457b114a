"""The guide: titles at one side, the article at the other."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.pages.help.articles import Article, Block, about, found
from victimcase.gui.pages.help.sheet import HelpSheet
from victimcase.gui.parts.boxes import STRETCH, Card, clear, holder, row, scrolling, turn
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.table_view import Table
from victimcase.gui.tables import Cell, Column, PagedModel
from victimcase.i18n import N_, tr

BESIDE = 760
MEASURE = 680
"""Pixels a line of an article is wide at most, so that the eye finds the next one."""


class Guide(HelpSheet):
    """Articles, narrowed as somebody types."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._wanted = ""
        columns = [Column[Article]("title", tr(N_("Article")), 0, self._cell, sortable=False)]
        self.model: PagedModel[Article] = PagedModel(columns)
        self.table = Table(self.model, name="help.guide.articles", aloud=tr(N_("Articles")))
        self.table.setMinimumHeight(theme.px(160))
        self.table.horizontalHeader().hide()
        self.table.chosen.connect(self._show)
        titles = Card(name="help.guide.titles")
        titles.setAccessibleName(tr(N_("Articles")))
        titles.body.addWidget(self.table, 1)
        self._body = QVBoxLayout()
        self._body.setContentsMargins(24, 16, 24, 24)
        self._body.setSpacing(8)
        inner = holder(self._body)
        inner.setMaximumWidth(theme.px(MEASURE))
        line = row(inner, STRETCH, space=0)
        line.setStretch(0, 1000)
        paper = holder(line)
        self._area = scrolling(paper)
        self._area.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._area.setObjectName("help.guide.article")
        self._area.setMinimumHeight(theme.px(240))
        self._empty = Empty(
            "magnifying-glass",
            tr(N_("No article has all of these words")),
            tr(N_("Try one word, or look in the other tabs.")),
            name="help.guide.empty",
        )
        self._stack = QStackedWidget()
        self._stack.addWidget(self._area)
        self._stack.addWidget(self._empty)
        reader = Card(name="help.guide.reader")
        reader.body.addWidget(self._stack, 1)
        self._both = row(titles, reader, space=16)
        self._both.setStretch(0, 2)
        self._both.setStretch(1, 5)
        self.inside.addLayout(self._both, 1)

    def resizeEvent(self, event: object) -> None:
        """Titles above the article where it is narrow."""
        turn(self._both, self.width(), below=BESIDE)

    def _cell(self, one: Article) -> Cell:
        return Cell(one.title, match=self.text)

    def narrow(self) -> int | None:
        """Narrow the titles, and show the best article."""
        hits = found(self.text)
        self.model.set_rows(hits)
        self._stack.setCurrentWidget(self._area if hits else self._empty)
        if hits and not (not self.text and self._wanted and self._pick(self._wanted)):
            self.table.selectRow(0)
        return len(hits)

    def choose(self, code: str) -> None:
        """Show the article on a page."""
        self._wanted = about(code)
        self._pick(self._wanted)

    def _pick(self, code: str) -> bool:
        return self.table.choose(lambda one: one.code == code)

    def _show(self, article: Article | None) -> None:
        if article is None:
            return
        self._wanted = article.code
        clear(self._body)
        self._body.addWidget(Label(article.title, "title", wrap=True))
        for block in article.blocks:
            self._body.addWidget(_shown(block))
        self._body.addStretch(1)
        self._area.setAccessibleName(article.title)
        self._area.setAccessibleDescription("\n".join(one.text for one in article.blocks))
        self._area.verticalScrollBar().setValue(0)


def _shown(block: Block) -> QWidget:
    if block.kind == "head":
        head = Label(block.text, "section", wrap=True)
        head.setContentsMargins(0, 12, 0, 0)
        return head
    words = Label(block.text, "body", wrap=True)
    if block.kind == "text":
        return words
    sign = Label(f"{block.number}." if block.kind == "step" else "•", "strong", tone="accent")
    sign.setFixedWidth(theme.px(20))
    line = row(sign, words, space=8)
    line.setStretch(1, 1)
    line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
    return holder(line)

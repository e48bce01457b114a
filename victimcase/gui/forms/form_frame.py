"""What stands around the questions of a form: notices above, the rail at the side, the foot below."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.gui import theme
from victimcase.gui.forms.footer import Footer
from victimcase.gui.forms.rail import Rail
from victimcase.gui.forms.sheet import Sheet
from victimcase.gui.parts.boxes import clear, column, frame, holder, row
from victimcase.gui.parts.going import let_go
from victimcase.gui.parts.loading import Loading
from victimcase.i18n import tr

RAIL_FROM = 900
"""Pixels of width a form needs for its rail."""


class FormFrame(QWidget):
    """A sheet with its rail, notices and foot; until there is a sheet, grey bars."""

    def __init__(self) -> None:
        super().__init__()
        self.setObjectName("form")
        self.sheet: Sheet | None = None
        self.rail: Rail | None = None
        self._line = frame("upright")
        self._line.hide()
        self._notices = column(space=8, margins=(24, 16, 24, 0))
        self._notice_box = holder(self._notices)
        self._notice_box.hide()
        self._middle = row(space=0)
        self._loading: Loading | None = Loading()
        self._middle.addWidget(self._loading, 1)
        self.footer = Footer()
        self.footer.hide()
        inside = column(self._notice_box, space=0, margins=(1, 1, 1, 1))
        inside.addLayout(self._middle, 1)
        inside.addWidget(self.footer)
        self.setLayout(column(frame("card", inside), space=0))

    def stop_waiting(self) -> None:
        """There is something to show, or nothing will come."""
        if self._loading is not None:
            self._loading.hide()
            let_go(self._loading)
            self._loading = None

    def add_sheet(self, sheet: Sheet, title: str) -> None:
        """Show the questions, and beside many of them the rail."""
        self.stop_waiting()
        self.sheet = sheet
        titles = [tr(one.title) for one in sheet.groups]
        titles += [tr(RECORDS[kind].title) for kind in sheet.data.children]
        if len(titles) >= 3:
            self.rail = Rail(title, titles)
            self.rail.chosen.connect(sheet.go_to_group)
            sheet.moved.connect(self.rail.stand)
            self._middle.addWidget(self.rail)
            self._middle.addWidget(self._line)
        self._middle.addWidget(sheet, 1)
        self.footer.show()
        self._fit()

    def say_state(self) -> None:
        """Show in foot and rail what is done, and where something is to be looked at."""
        if self.sheet is None:
            return
        problems = self.sheet.problems()
        self.footer.say_problems(problems)
        if self.rail is None:
            return
        wrong = {name for name, _ in problems}
        for item, group in zip(self.rail.items, self.sheet.groups, strict=False):
            rows = [self.sheet.rows[name] for name in group.fields if name in self.sheet.rows]
            needed = [one for one in rows if one.place.spec.required]
            filled = [one for one in needed or rows if one.given() not in (None, "", [])]
            done = bool(filled) and (len(filled) == len(needed) or not needed)
            item.say(len(wrong & set(group.fields)), done=done)

    def tell(self, notice: QWidget) -> None:
        """Say something above the questions."""
        self._notices.addWidget(notice)
        self._notice_box.show()

    def clear_notices(self) -> None:
        """Nothing more to say."""
        clear(self._notices)
        self._notice_box.hide()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail needs room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.rail is not None:
            room = self.width() >= theme.px(RAIL_FROM)
            self.rail.setVisible(room)
            self._line.setVisible(room)

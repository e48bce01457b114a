"""The navigation at the side: the pages this person may open, who is signed in, and the way to lock."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from victimcase.domain.rights import ROLE_TITLES
from victimcase.gui import icons, theme
from victimcase.gui.parts import painting
from victimcase.gui.parts.boxes import STRETCH, column, frame, holder, row
from victimcase.gui.parts.buttons import Button, KeyButton
from victimcase.gui.parts.pressing import PaintedToggle
from victimcase.gui.parts.text import Elided, Label, Symbol
from victimcase.gui.places import PAGES, Entry
from victimcase.i18n import N_, tr
from victimcase.services.tx import Me

WIDE, NARROW = 208, 56


class NavigationItem(PaintedToggle):
    """One page in the navigation: icon, word, and how many things wait there."""

    def __init__(self, entry: Entry) -> None:
        super().__init__()
        self.entry = entry
        self._number = ""
        self._icon_only = False
        self.setObjectName(f"nav.{entry.name}")
        self.setCheckable(True)
        self.setAutoExclusive(True)
        self.setText(tr(entry.title))
        self.setAccessibleName(tr(entry.title))
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedHeight(theme.px(32))

    def set_number(self, number: int | None) -> None:
        """Show how many things wait."""
        self._number = str(number) if number else ""
        self.setAccessibleName(f"{self.text()} {self._number}".rstrip())
        self.update()

    def set_narrow(self, narrow: bool) -> None:
        """Show the icon alone, the word on hovering."""
        self._icon_only = narrow
        self.setToolTip(self.accessibleName() if narrow else "")
        self.update()

    def sizeHint(self) -> QSize:
        """As wide as the navigation."""
        return QSize(NARROW if self._icon_only else WIDE, theme.px(32))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Arrows go to the neighbours; Enter opens, as Space does."""
        step = {Qt.Key.Key_Down: True, Qt.Key.Key_Up: False}.get(Qt.Key(event.key()))
        if step is not None:
            self.focusNextPrevChild(step)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the item."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        mirrored = self.layoutDirection() is Qt.LayoutDirection.RightToLeft
        area = QRectF(self.rect()).adjusted(8, 0, -8, 0)
        chosen = self.isChecked()
        painter.setPen(Qt.PenStyle.NoPen)
        if chosen or self.underMouse():
            painter.setBrush(theme.colour("selected" if chosen else "hover"))
            painter.drawRoundedRect(area, 4, 4)
        if chosen:
            left = area.right() - 3 if mirrored else area.left()
            painter.fillRect(QRectF(left, area.top() + 8, 3, area.height() - 16), theme.colour("accent"))
        ink = theme.colour("accenttext" if chosen else "text2")
        side = theme.px(16)
        at = area.right() - 11 - side if mirrored else area.left() + 11
        if self._icon_only:
            at = self.width() / 2 - side / 2
        icons.paint(painter, QRectF(at, area.center().y() - side / 2, side, side), self.entry.icon, ink)
        if self._icon_only:
            return
        painter.setPen(ink)
        words = area.adjusted(12, 0, -(side + 20), 0) if mirrored else area.adjusted(side + 20, 0, -12, 0)
        painter.setFont(theme.font("smallstrong" if chosen else "small"))
        number = painting.draw(painter, words, self._number, from_right=mirrored, trailing=True)
        number += 8 if self._number else 0
        room = words.adjusted(number, 0, 0, 0) if mirrored else words.adjusted(0, 0, -number, 0)
        painter.setFont(theme.font("strong" if chosen else "body"))
        painting.draw(painter, room, self.text(), from_right=mirrored)


class _Office(QWidget):
    """The sign of the office, so that nobody works in the wrong vault."""

    def __init__(self, code: str) -> None:
        super().__init__()
        self._code = code
        self.setFixedSize(theme.px(28), theme.px(28))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the first letters of the office."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent"))
        painter.drawRoundedRect(self.rect(), 5, 5)
        painter.setPen(theme.colour("onaccent"))
        font = theme.font("smallstrong")
        font.setPointSizeF(font.pointSizeF() * 0.9)
        painter.setFont(font)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._code[:3])


class Navigation(QWidget):
    """The side of the window."""

    chosen = Signal(str)
    lock = Signal()
    settings = Signal()

    def __init__(self, me: Me, office: str) -> None:
        super().__init__()
        self.setObjectName("nav")
        self.setAccessibleName(tr(N_("Pages")))
        self.setProperty("ground", "side")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.items: dict[str, NavigationItem] = {}
        self._names = Elided(office, "strong")
        head = row(_Office(me.office_code), self._names, space=12, margins=(14, 14, 14, 16))
        head.setStretch(1, 1)
        outer = column(head, space=1)
        group = 0
        for entry in PAGES.values():
            if not entry.group or not entry.open_to(me.rights):
                continue
            if group and entry.group != group:
                outer.addLayout(column(8, frame("line"), 8, space=0, margins=(18, 0, 18, 0)))
            group = entry.group
            item = NavigationItem(entry)
            item.clicked.connect(lambda _checked, name=entry.name: self.chosen.emit(name))
            self.items[entry.name] = item
            outer.addWidget(item)
        outer.addStretch(1)
        self._facts = self._foot_facts()
        outer.addWidget(self._facts)
        outer.addWidget(self._person(me))
        self.setLayout(outer)
        self.set_narrow(False)

    def _foot_facts(self) -> QWidget:
        self._backup = Elided("", "small")
        self._backup_sign = Symbol("hard-drives", "text2", 14)
        lines = row(self._backup_sign, Label(tr(N_("Last backup")), "small"), STRETCH, self._backup, space=8)
        lines.setStretch(3, 3)
        self._backup.setAlignment(Qt.AlignmentFlag.AlignTrailing)
        made = holder(column(frame("line"), column(lines, margins=(16, 8, 16, 8)), space=0))
        return made

    def _person(self, me: Me) -> QWidget:
        name = Elided(me.name, "strong")
        roles = Elided(", ".join(tr(ROLE_TITLES[role]) for role in sorted(me.roles)), "small")
        self._lock = KeyButton(tr(N_("Lock")), name="nav.lock", icon="lock-key", key="Ctrl+L", wide=175)
        self._lock.clicked.connect(self.lock)
        self._mine = Button("", name="nav.settings", icon="gear", kind="quiet")
        self._mine.setAccessibleName(tr(N_("My settings")))
        self._mine.setToolTip(tr(N_("My settings")))
        self._mine.setProperty("shape", "icon")
        self._mine.clicked.connect(self.settings)
        self._who = holder(row(column(name, roles, space=0), self._mine))
        self._person_box = column(self._who, self._lock, space=8, margins=(16, 10, 16, 12))
        return holder(column(frame("line"), self._person_box, space=0))

    def say_backup(self, when: str, *, late: bool) -> None:
        """When the last backup was made."""
        self._backup.setText(when)
        self._backup.set_tone("warn" if late else "")
        self._facts.setToolTip(tr(N_("Last backup: {when}"), when=when))

    def set_numbers(self, numbers: Mapping[str, int]) -> None:
        """How many things wait on each page."""
        for name, item in self.items.items():
            item.set_number(numbers.get(name))

    def choose(self, name: str) -> None:
        """Light the page that is open."""
        entry = PAGES[name]
        item = self.items.get(entry.under or name)
        if item is not None:
            item.setChecked(True)
            return
        for one in self.items.values():
            one.setAutoExclusive(False)
            one.setChecked(False)
            one.setAutoExclusive(True)

    def set_narrow(self, narrow: bool) -> None:
        """Icons alone where the window is narrow."""
        self.setFixedWidth(max(NARROW, theme.px(28) + 28) if narrow else theme.px(WIDE))
        self._names.setVisible(not narrow)
        self._facts.setVisible(not narrow)
        self._who.setVisible(not narrow)
        side = 8 if narrow else 16
        self._person_box.setContentsMargins(side, 10, side, 12)
        self._lock.set_narrow(narrow)
        for item in self.items.values():
            item.set_narrow(narrow)

"""What every page of the window keeps to, looked at from outside: names, tab order, room for words, one step.

Each check gives what it found in words, so that one test can say everything that is wrong with a page.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from gettext import NullTranslations
from itertools import pairwise

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractScrollArea,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QScrollArea,
    QScrollBar,
    QTableView,
    QTextEdit,
    QToolButton,
    QWidget,
)

from victimcase.gui.parts import tab_order
from victimcase.gui.parts.buttons import Check, KeyButton, Radio
from victimcase.gui.parts.text import Elided

OPERATED = (
    QAbstractButton,
    QLineEdit,
    QComboBox,
    QPlainTextEdit,
    QTextEdit,
    QAbstractSpinBox,
    QAbstractItemView,
)
INSIDES = (QLineEdit, QComboBox, QAbstractSpinBox, QTableView)
"""Widgets whose inner parts Qt makes itself."""
SLACK = 2
"""Pixels a word may lack: Qt rounds."""
PARTS = 8
"""Parts of a day and a time, between which Tab goes inside one field."""
QUIET = 3
"""Turns of the loop in which nothing changes, after which a page is taken as done."""
TABS = 400
"""Presses after which a round of the Tab key is given up."""


class Pseudo(NullTranslations):
    """A language 30 % longer than English, with marks above and below letters, in brackets."""

    MARKED = str.maketrans("aeiouyncsAEIOUNCS", "äéïöúÿñçšÄÉÏÖÚÑÇŠ")

    def gettext(self, message: str) -> str:
        """The text as it might be in another language; places to be filled stay as they are."""
        parts = re.split(r"(\{[^}]*\})", message)
        said = "".join(one if one.startswith("{") else one.translate(self.MARKED) for one in parts)
        return f"[{said}{'·' * max(1, round(len(message) * 0.3) - 2)}]"


def told(widget: QWidget) -> str:
    """A widget as a person who mends it knows it."""
    words = widget.text() if isinstance(widget, (QLabel, QAbstractButton, QLineEdit)) else ""
    name = widget.objectName()
    above = widget.parentWidget()
    while not name and above is not None:
        name, above = f"in {above.objectName()}" if above.objectName() else "", above.parentWidget()
    return f"{type(widget).__name__} “{words[:40]}” {name}"


def shown(within: QWidget) -> list[QWidget]:
    """Every widget that is shown."""
    return [one for one in within.findChildren(QWidget) if one.isVisible()]


def still(within: QWidget) -> None:
    """Wait until a page that is built bit by bit has all its parts, and each of them its room."""
    before: object = None
    same = 0
    while same < QUIET:
        QApplication.processEvents()
        now = [(one.width(), one.height(), one.y()) for one in within.findChildren(QWidget)]
        same = same + 1 if now == before else 0
        before = now


def made_by_qt(widget: QWidget) -> bool:
    """Whether it is an inner part of a widget of Qt: the line of a list, the corner of a table."""
    if (
        isinstance(widget, (QHeaderView, QScrollBar))
        or widget.metaObject().className() == "QTableCornerButton"
    ):
        return True
    unnamed = not widget.objectName() or widget.objectName().startswith("qt_")
    return isinstance(widget.parentWidget(), INSIDES) and unnamed


def nameless(within: QWidget) -> Iterator[str]:
    """What can be operated and has no name for tests, or none to be read aloud; and names given twice."""
    names: Counter[str] = Counter()
    for one in shown(within):
        if not isinstance(one, OPERATED) or made_by_qt(one):
            continue
        if not one.objectName() or one.objectName().startswith("qt_"):
            yield f"no name: {told(one)}"
        if not one.accessibleName().strip():
            yield f"nothing to read aloud: {told(one)}"
        names[one.objectName()] += 1
    yield from (f"named {count} times: {name}" for name, count in names.items() if name and count > 1)


def stops(within: QWidget) -> list[QWidget]:
    """Where the Tab key should stop, in the order of the chain."""
    found: list[QWidget] = []
    at = within.nextInFocusChain()
    while at is not None and at is not within:
        if (
            within.isAncestorOf(at)
            and at.isVisible()
            and at.isEnabled()
            and at.focusPolicy() & Qt.FocusPolicy.TabFocus
            and at.focusProxy() is None
        ):
            found.append(at)
        at = at.nextInFocusChain()
    return found


def lost_on_the_way(
    within: QWidget, *, traps: frozenset[str] = frozenset(), begin: QWidget | None = None
) -> Iterator[str]:
    """Stops the Tab key never comes to, and places it goes back in, from `begin` or the first of the chain.
    `traps` keep Tab by design.
    """
    wanted = stops(within)
    if not wanted:
        yield "nothing can have the keyboard"
        return
    (begin or wanted[0]).setFocus(Qt.FocusReason.TabFocusReason)
    visited: list[QWidget] = []
    stays = 0
    for _ in range(TABS):
        at = within.window().focusWidget()
        stays = stays + 1 if visited and at is visited[-1] else 0
        inside = isinstance(at, QAbstractSpinBox) and stays < PARTS
        if at is None or (at in visited and not inside):
            break
        if not stays:
            visited.append(at)
        if at.objectName() in traps:
            tab_order.step(within, forwards=True)
            continue
        QTest.keyClick(at, Qt.Key.Key_Tab)
    seen = set(visited)
    missed = [one for one in wanted if one not in seen]
    # of answers that exclude each other Tab comes to one, and arrows to the others
    missed = [one for one in missed if one.focusPolicy() & Qt.FocusPolicy.TabFocus]
    yield from (f"Tab never comes to {told(one)}" for one in missed)
    yield from backwards(within, [one for one in visited if within.isAncestorOf(one)])


def backwards(within: QWidget, order: list[QWidget]) -> Iterator[str]:
    """Pairs of stops of which the second stands before the first, as reading goes."""
    for one, other in pairwise(order):
        first, second = _apart(within, one, other)
        if first is None or second is None or first is second:
            continue
        a, b = _place(first, within), _place(second, within)
        from_right = within.layoutDirection() is Qt.LayoutDirection.RightToLeft
        if b.bottom() <= a.top():
            yield f"Tab goes up, from {told(one)} to {told(other)}"
        elif a.top() < b.bottom() and b.top() < a.bottom():
            before = b.left() >= a.right() if from_right else b.right() <= a.left()
            if before and abs(a.center().y() - b.center().y()) < max(a.height(), b.height()) / 2:
                yield f"Tab goes back in a line, from {told(one)} to {told(other)}"


def _apart(within: QWidget, one: QWidget, other: QWidget) -> tuple[QWidget | None, QWidget | None]:
    """The two children, of the innermost widget that holds both, in which they stand."""
    above: list[QWidget] = []
    at: QWidget | None = one
    while at is not None and at is not within.parentWidget():
        above.append(at)
        at = at.parentWidget()
    child: QWidget | None = other
    while child is not None and child.parentWidget() not in above:
        child = child.parentWidget()
    if child is None or child in above:
        return None, None
    index = next(at for at, one in enumerate(above) if one is child.parentWidget())
    return (above[index - 1], child) if index else (None, None)


def _place(widget: QWidget, within: QWidget) -> QRect:
    return QRect(widget.mapTo(within, QPoint(0, 0)), widget.size())


def clipped(within: QWidget) -> Iterator[str]:
    """Words without room: wider than their widget, higher than it, or beyond the edge of what holds them."""
    for one in shown(within):
        if not isinstance(one, (QLabel, QPushButton, QToolButton)) or isinstance(one, (Elided, KeyButton)):
            continue
        if not one.text().strip() or made_by_qt(one) or isinstance(one, (Check, Radio)):
            continue
        if isinstance(one, QLabel) and one.wordWrap():
            if one.heightForWidth(one.width()) > one.height() + SLACK:
                yield f"cut below ({one.height()} of {one.heightForWidth(one.width())}): {told(one)}"
        elif one.sizeHint().width() > one.width() + SLACK:
            yield f"cut at the side ({one.width()} of {one.sizeHint().width()}): {told(one)}"
        elif one.sizeHint().height() > one.height() + SLACK + 2:
            yield f"cut below ({one.height()} of {one.sizeHint().height()}): {told(one)}"
        if (edge := _beyond(one)) is not None:
            yield f"beyond the edge of {told(edge)}: {told(one)}"


def _beyond(widget: QWidget) -> QWidget | None:
    """The first widget above whose edge cuts it; what scrolls may hold more than it shows, downwards."""
    at: QWidget = widget
    while (above := at.parentWidget()) is not None and not at.isWindow():
        place = QRect(widget.mapTo(above, QPoint(0, 0)), widget.size())
        sideways = place.left() < -SLACK or place.right() > above.width() + SLACK
        scrolls = isinstance(above.parentWidget(), QAbstractScrollArea)
        if sideways:
            return above
        if scrolls:
            return None
        if place.top() < -SLACK or place.bottom() > above.height() + SLACK:
            return above
        at = above
    return None


def scrolls_sideways(within: QWidget) -> Iterator[str]:
    """What would have to be moved sideways to be read."""
    for one in shown(within):
        if not isinstance(one, QAbstractScrollArea) or isinstance(
            one, (QHeaderView, QPlainTextEdit, QTextEdit)
        ):
            continue
        if one.horizontalScrollBar().maximum() > 0:
            yield f"scrolls sideways by {one.horizontalScrollBar().maximum()}: {told(one)}"
        elif isinstance(one, QScrollArea) and (inner := one.widget()) is not None:
            lacking = max(inner.width(), inner.minimumSizeHint().width()) - one.viewport().width()
            if lacking > SLACK:
                yield f"wider than its room by {lacking}: {told(one)}"


def too_many_steps(within: QWidget) -> Iterator[str]:
    """Filled buttons beside the first: one is the next step, two are a question."""
    filled = [
        one
        for one in shown(within)
        if isinstance(one, QPushButton) and one.property("kind") == "filled" and one.isEnabled()
    ]
    yield from (f"one more filled button: {told(one)}" for one in filled[1:])

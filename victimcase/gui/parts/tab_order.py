"""Where the Tab key goes: from thing to thing as one reads, however late a page built its parts."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QGridLayout,
    QLayout,
    QLineEdit,
    QPlainTextEdit,
    QScrollArea,
    QTextEdit,
    QWidget,
)

WHOLE = (QAbstractItemView, QAbstractSpinBox, QComboBox, QLineEdit, QPlainTextEdit, QTextEdit)
"""What is one stop, whatever Qt makes it of."""


def stops(within: QWidget) -> list[QWidget]:
    """Everything the Tab key comes to, in the order of layouts: that of reading."""
    return list(_walk(within))


def _walk(widget: QWidget) -> Iterator[QWidget]:
    if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.isEnabled() and widget.focusProxy() is None:
        yield widget
    if isinstance(widget, WHOLE):
        return
    placed = list(_placed(widget.layout()))
    known = {id(one) for one in placed}
    rest = [
        one
        for one in widget.children()
        if isinstance(one, QWidget) and not one.isWindow() and id(one) not in known
    ]
    for one in (*placed, *_by_place(rest, widget)):
        if one.isVisible():
            yield from _walk(one)


def _placed(layout: QLayout | None) -> Iterator[QWidget]:
    """The widgets of a layout and of those in it, in their order; a grid row by row."""
    if layout is None:
        return
    order = list(range(layout.count()))
    if isinstance(layout, QGridLayout):
        order.sort(key=lambda at: layout.getItemPosition(at)[:2])  # type: ignore[index]
    for at in order:
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _placed(inner)


def _by_place(widgets: list[QWidget], above: QWidget) -> list[QWidget]:
    """Widgets that stand in no layout, by where they are: down first, then as reading goes."""
    way = -1 if above.layoutDirection() is Qt.LayoutDirection.RightToLeft else 1
    return sorted(widgets, key=lambda one: (one.y(), way * one.x()))


def step(within: QWidget, *, forwards: bool) -> bool:
    """Give the keyboard to the next stop, or the one before, and bring it into sight; False where the one
    that has it is no stop.
    """
    order = stops(within)
    at = within.window().focusWidget()
    if at not in order:
        return False
    wanted = order[(order.index(at) + (1 if forwards else -1)) % len(order)]
    reason = Qt.FocusReason.TabFocusReason if forwards else Qt.FocusReason.BacktabFocusReason
    wanted.setFocus(reason)
    above = wanted.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(wanted)
        above = above.parentWidget()
    return True

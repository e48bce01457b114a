"""The look: colours, type, spaces and the style sheet, in one place. One process shows one look."""

from __future__ import annotations

from dataclasses import dataclass
from string import Template
from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QPalette
from PySide6.QtWidgets import QApplication, QStyleFactory, QWidget

from victimcase.gui.colours import PALETTES, Colours, Mode
from victimcase.gui.style_sheet import SHEET
from victimcase.gui.sweeping import held

SIZES: Final = {"small": 9.0, "body": 10.0, "section": 12.0, "title": 15.0, "lock": 20.0}
"""Points of each role of text, at a text size of 100 %."""

BOLD: Final = frozenset({"section", "title", "lock", "strong", "smallstrong"})

FAMILIES: Final = [
    "Noto Sans",
    "Noto Sans Thai",
    "Noto Sans Myanmar",
    "Noto Sans Khmer",
    "Noto Sans Lao",
    "Noto Sans Bengali",
    "Noto Sans Devanagari",
    "Noto Sans Sinhala",
    "Noto Sans Tamil",
    "Vazirmatn",
    "Noto Naskh Arabic",
    "Noto Sans SC",
    "Noto Sans Gujarati",
    "Noto Sans Gurmukhi",
    "Noto Sans Telugu",
    "Noto Sans Malayalam",
    "Noto Sans Chakma",
    "Noto Sans Hanifi Rohingya",
    "Noto Serif Tibetan",
]
"""Bundled families in the order they are asked for a letter: a case looks the same on every machine."""

TEXT_SIZES: Final = (90, 100, 115, 130, 150, 200)
"""Text sizes that can be chosen, in percent."""


@dataclass(frozen=True)
class Look:
    """How the window looks now: a mode that is no longer `system`, and the size of text in percent."""

    mode: Mode = Mode.LIGHT
    text_size: int = 100

    @property
    def colours(self) -> Colours:
        """The colours of the mode."""
        return PALETTES[self.mode]


_now = Look()
_colours: dict[tuple[str, int], QColor] = {}
"""Colours of this look that were asked for: a table asks thousands of times."""


def now() -> Look:
    """The look the window has."""
    return _now


def colour(name: str, alpha: int = 255) -> QColor:
    """A colour by its name in `colours.Colours`."""
    found = _colours.get((name, alpha))
    if found is None:
        found = QColor(f"#{getattr(_now.colours, name)}")
        found.setAlpha(alpha)
        _colours[name, alpha] = found
    return found


def px(pixels: float) -> int:
    """A length of the design in pixels, grown with the size of text."""
    return round(pixels * max(100, _now.text_size) / 100)


def font(role: str = "body", *, bold: bool | None = None) -> QFont:
    """The font of a role: small, body, section, title, lock."""
    made = QFont()
    made.setFamilies(FAMILIES)
    made.setPointSizeF(SIZES.get(role.removesuffix("strong") or "body", 10.0) * _now.text_size / 100)
    made.setBold(role in BOLD if bold is None else bold)
    return made


def apply(app: QApplication, mode: Mode, text_size: int = 100) -> None:
    """Give the whole program a look; widgets that exist take it on at once."""
    global _now  # one process shows one look
    _now = Look(_settled(mode), text_size)
    _colours.clear()
    with held():
        if app.style().name().lower() != "fusion":
            app.setStyle(QStyleFactory.create("Fusion"))
        app.setFont(font())
        app.setPalette(palette())
        app.setStyleSheet(sheet())
        for window in app.topLevelWidgets():
            repaint(window)


def repaint(widget: QWidget) -> None:
    """Let a widget and everything in it be measured and painted anew."""
    for one in [widget, *widget.findChildren(QWidget)]:
        one.updateGeometry()
        one.update()


def _settled(mode: Mode) -> Mode:
    if mode is not Mode.SYSTEM:
        return mode
    dark = QGuiApplication.styleHints().colorScheme() is Qt.ColorScheme.Dark
    return Mode.DARK if dark else Mode.LIGHT


def palette() -> QPalette:
    """The palette, for what Qt paints by itself."""
    made = QPalette()
    role = QPalette.ColorRole
    for which, name in (
        (role.Window, "bg"),
        (role.Base, "surface"),
        (role.AlternateBase, "subtle"),
        (role.Button, "surface"),
        (role.Text, "text"),
        (role.ButtonText, "text"),
        (role.WindowText, "text"),
        (role.PlaceholderText, "text3"),
        (role.Highlight, "selected"),
        (role.HighlightedText, "text"),
        (role.Link, "accenttext"),
        (role.LinkVisited, "accenttext"),
        (role.Accent, "accent"),
        (role.Mid, "line"),
        (role.Midlight, "hover"),
        (role.Light, "surface"),
        (role.Dark, "border"),
        (role.Shadow, "border"),
        (role.ToolTipBase, "surface"),
        (role.ToolTipText, "text"),
        (role.BrightText, "onaccent"),
    ):
        made.setColor(which, colour(name))
    for which in (role.Text, role.ButtonText, role.WindowText):
        made.setColor(QPalette.ColorGroup.Disabled, which, colour("text3"))
    return made


def sheet() -> str:
    """The style sheet with colours, points and lengths filled in."""
    values = {name: f"#{getattr(_now.colours, name)}" for name in _now.colours.names()}
    points = {f"pt_{name}": f"{size * _now.text_size / 100:g}pt" for name, size in SIZES.items()}
    lengths = {f"px_{number}": f"{px(number)}px" for number in (8, 11, 12, 16, 20, 24, 28, 32)}
    return Template(SHEET).substitute(values | points | lengths)

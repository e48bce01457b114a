"""Icons: letters of one open icon font, painted in the colours of the look at the moment they are shown."""

from __future__ import annotations

import csv
from functools import cache

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QGuiApplication, QIcon, QIconEngine, QPainter, QPixmap

from victimcase import paths
from victimcase.gui import theme

FAMILY = "Phosphor"

MIRRORED = frozenset(
    {
        "caret-left",
        "caret-right",
        "arrow-left",
        "arrow-right",
        "arrow-bend-up-left",
        "arrow-u-up-left",
        "arrows-left-right",
        "sign-out",
    }
)
"""What points along the line of reading is turned where reading goes from the right."""


@cache
def codes() -> dict[str, str]:
    """Name of an icon -> its letter in the font."""
    with (paths.resources() / "icons" / "phosphor.csv").open(encoding="utf-8") as file:
        return {row["name"]: chr(int(row["code"], 16)) for row in csv.DictReader(file)}


@cache
def _font(pixels: int) -> QFont:
    font = QFont(FAMILY)
    font.setPixelSize(pixels)
    return font


def paint(
    painter: QPainter, rect: QRect | QRectF, name: str, ink: QColor, *, mirrored: bool | None = None
) -> None:
    """Paint an icon into a rectangle, as large as its shorter side."""
    area = QRectF(rect)
    side = min(area.width(), area.height())
    if mirrored is None:
        mirrored = QGuiApplication.layoutDirection() is Qt.LayoutDirection.RightToLeft
    painter.save()
    painter.setFont(_font(max(1, round(side))))
    painter.setPen(ink)
    if mirrored and name in MIRRORED:
        painter.translate(area.center())
        painter.scale(-1, 1)
        painter.translate(-area.center())
    painter.drawText(area, Qt.AlignmentFlag.AlignCenter, codes()[name])
    painter.restore()


class _Engine(QIconEngine):
    """Paints one icon; `ink` is the name of a colour, so that it follows the look."""

    def __init__(self, name: str, ink: str, chosen: str = "") -> None:
        super().__init__()
        self._name, self._ink, self._chosen = name, ink, chosen

    def paint(self, painter: QPainter, rect: QRect, mode: QIcon.Mode, state: QIcon.State) -> None:
        """Paint the icon, paler while it cannot be used."""
        ink = self._chosen if self._chosen and state is QIcon.State.On else self._ink
        if mode is QIcon.Mode.Disabled:
            ink = "text3"
        paint(painter, rect, self._name, theme.colour(ink))

    def pixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State) -> QPixmap:
        """The icon as a picture of a size."""
        return self.scaledPixmap(size, mode, state, 1.0)

    def scaledPixmap(self, size: QSize, mode: QIcon.Mode, state: QIcon.State, scale: float) -> QPixmap:
        """The icon as a picture, sharp on screens with more dots."""
        made = QPixmap(size)
        made.fill(Qt.GlobalColor.transparent)
        painter = QPainter(made)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self.paint(painter, QRect(QPoint(0, 0), size), mode, state)
        painter.end()
        return made

    def clone(self) -> QIconEngine:
        """A second engine for the same icon."""
        return _Engine(self._name, self._ink, self._chosen)


def icon(name: str, ink: str = "text2", chosen: str = "") -> QIcon:
    """An icon by its Phosphor name, in a colour by its name; `chosen` is its colour in a pressed button."""
    if name not in codes():
        raise KeyError(name)
    return QIcon(_Engine(name, ink, chosen))


def pixmap(name: str, size: int = 16, ink: str = "text2") -> QPixmap:
    """An icon as a picture, for labels."""
    ratio = QGuiApplication.primaryScreen().devicePixelRatio()
    made = QPixmap(QSize(round(size * ratio), round(size * ratio)))
    made.setDevicePixelRatio(ratio)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.setRenderHint(QPainter.RenderHint.TextAntialiasing)
    paint(painter, QRectF(0, 0, size, size), name, theme.colour(ink))
    painter.end()
    return made

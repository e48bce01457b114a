"""The recovery code on paper: painted straight to a printer, never into a file of this program.

What the system's own print queue keeps for a moment is out of its hands.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintDevice, QPainter

from victimcase.gui import theme
from victimcase.gui.words import day
from victimcase.i18n import N_, tr

_NO_PAPER = re.compile(r"pdf|xps|onenote|fax", re.IGNORECASE)


def printers() -> list[str]:
    """Names of the printers there are that print on paper; the usual one first."""
    from PySide6.QtPrintSupport import QPrinterInfo

    usual = QPrinterInfo.defaultPrinterName()
    found = [name for name in QPrinterInfo.availablePrinterNames() if not _NO_PAPER.search(name)]
    return sorted(found, key=lambda name: (name != usual, name))


def print_on(printer: str, groups: Sequence[str], office: str, today: date) -> bool:
    """Print the code on this printer; whether the system took it."""
    from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

    device = QPrinter(QPrinterInfo.printerInfo(printer))
    device.setDocName("paper")  # print queues show and keep names of papers
    return paint(device, groups, office, today)


def paint(device: QPaintDevice, groups: Sequence[str], office: str, today: date) -> bool:
    """Paint the sheet: what it is, the code in its groups, how to keep it. No vault or person is named."""
    painter = QPainter()
    if not painter.begin(device):
        return False
    wide, dots = device.width(), device.logicalDpiY() / 72
    font = theme.font("title")
    font.setPointSizeF(16)
    painter.setFont(font)
    y = 60 * dots
    words = int(Qt.TextFlag.TextWordWrap)
    painter.drawText(QRectF(40 * dots, y, wide - 80 * dots, 30 * dots), words, f"{office} · {day(today)}")
    y += 50 * dots
    font.setPointSizeF(20)
    painter.setFont(font)
    cell = (wide - 80 * dots) / 3
    for index, group in enumerate(groups):
        left, top = 40 * dots + index % 3 * cell, y + index // 3 * 44 * dots
        painter.drawText(QRectF(left, top, cell, 40 * dots), 0, f"{index + 1}.  {group}")
    y += (len(groups) + 2) // 3 * 44 * dots + 20 * dots
    font.setPointSizeF(11)
    font.setBold(False)
    painter.setFont(font)
    how = tr(
        N_(
            "Keep this paper in a safe, away from the computer. Do not take a photo of it. Whoever holds "
            "it and the computer can open everything."
        )
    )
    painter.drawText(QRectF(40 * dots, y, wide - 80 * dots, 120 * dots), words, how)
    return painter.end()

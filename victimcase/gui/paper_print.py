"""Papers on a printer: drawn page by page from memory, never through a file of this program.

What the system's own print queue keeps for a moment is out of its hands.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from PySide6.QtCore import QRectF
from PySide6.QtGui import QImage, QPagedPaintDevice, QPainter

from victimcase.domain.errors import Refused
from victimcase.gui.entry.printing import printers
from victimcase.i18n import N_

__all__ = ["deliver_to", "painted", "printers"]

FINEST: Final = 300
"""Dots an inch a page is drawn with at most; what a printer cannot show costs memory alone."""
_POINTS: Final = 72


def deliver_to(printer: str) -> Callable[[bytes], None]:
    """What hands a PDF to this printer. Raises Refused where the system does not take it."""

    def deliver(data: bytes) -> None:
        from PySide6.QtPrintSupport import QPrinter, QPrinterInfo

        info = QPrinterInfo.printerInfo(printer)
        device = QPrinter(info, QPrinter.PrinterMode.HighResolution)
        device.setDocName("paper")  # print queues show and keep names of papers
        device.setFullPage(True)
        # Without a printer Qt would write a file instead, and a file is no print.
        real = not info.isNull() and device.outputFormat() is QPrinter.OutputFormat.NativeFormat
        if not real or not painted(device, data):
            raise Refused(
                N_("The printer did not take the paper; nothing was given out."),
                N_("Look whether it is on and has paper, or save the paper as PDF."),
            )

    return deliver


def painted(device: QPagedPaintDevice, data: bytes) -> bool:
    """Draw every page of a PDF on a device with pages, each as large as the page allows; whether it went.

    PDFium knows one thread only: call it on the lane for long work.
    """
    import pypdfium2

    document = pypdfium2.PdfDocument(data)
    painter = QPainter()
    if not painter.begin(device):
        return False
    fine = min(device.logicalDpiX(), FINEST)
    for number, page in enumerate(document):
        if number and not device.newPage():
            painter.end()
            return False
        bitmap = page.render(scale=fine / _POINTS, rev_byteorder=True, prefer_bgrx=True)
        shape = QImage.Format.Format_RGBX8888
        image = QImage(bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, shape)
        room = painter.viewport()
        scale = min(room.width() / image.width(), room.height() / image.height())
        wide, tall = image.width() * scale, image.height() * scale
        left = room.x() + (room.width() - wide) / 2
        painter.drawImage(QRectF(left, room.y(), wide, tall), image)
    return painter.end()

"""What is copied from here does not stay in the clipboard, and programs that keep copies are asked not to."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QClipboard, QGuiApplication

KEPT_FOR: Final = 20_000
"""Milliseconds a copy stays."""

HINTS: Final = {
    "x-kde-passwordManagerHint": b"secret",
    "org.nspasteboard.ConcealedType": b"",
    'application/x-qt-windows-mime;value="ExcludeClipboardContentFromMonitorProcessing"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanIncludeInClipboardHistory"': b"\0\0\0\0",
    'application/x-qt-windows-mime;value="CanUploadToCloudClipboard"': b"\0\0\0\0",
}
"""How KDE, macOS and Windows are asked to keep no copy; each is a wish, none can force."""


class ClipboardGuard(QObject):
    """Marks each copy made here, and takes it back after a while."""

    def __init__(self, parent: QObject | None = None, kept_for: int = KEPT_FOR) -> None:
        super().__init__(parent)
        self._clipboard = QGuiApplication.clipboard()
        self._timer = QTimer(self, singleShot=True, interval=kept_for)
        self._timer.timeout.connect(self.clear)
        self._clipboard.dataChanged.connect(self._changed)

    def _own(self) -> bool:
        """Whether what it holds was copied from here; without a desktop there is nobody else."""
        return self._clipboard.ownsClipboard() or QGuiApplication.platformName() in ("offscreen", "minimal")

    def _changed(self) -> None:
        if not self._own():
            self._timer.stop()
            return
        found: QMimeData | None = self._clipboard.mimeData()  # none once it was cleared
        if found is None or not found.formats():
            return
        if not found.hasFormat("x-kde-passwordManagerHint"):
            marked = QMimeData()
            for name in found.formats():
                marked.setData(name, found.data(name))
            for name, value in HINTS.items():
                marked.setData(name, value)
            self._clipboard.setMimeData(marked)
        self._timer.start()

    def clear(self) -> None:
        """Empty the clipboard if what it holds was copied from here."""
        self._timer.stop()
        if self._own():
            self._clipboard.clear()
        if self._clipboard.supportsSelection() and self._clipboard.ownsSelection():
            self._clipboard.clear(QClipboard.Mode.Selection)

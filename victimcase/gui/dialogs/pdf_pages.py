"""The pages of a PDF as pictures, drawn from memory on the lane for long work, those in sight first."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

from PySide6.QtCore import QSize, Qt, QTimer
from PySide6.QtGui import QHideEvent, QImage, QPainter, QPaintEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.jobs import Jobs, Lane
from victimcase.gui.parts.boxes import clear, column, holder
from victimcase.gui.parts.notice import Empty
from victimcase.i18n import N_, tr

if TYPE_CHECKING:
    import pypdfium2

MOST_PAGES: Final = 500
"""As many pages as are shown; a longer file is read elsewhere."""
TALLEST: Final = 12.0
"""As many times as tall as wide a page may be; a taller one is shown cut off, before it eats the memory."""


def _opened(data: bytes) -> tuple[pypdfium2.PdfDocument, list[tuple[float, float]]] | None:
    """The document and the sizes of its pages in points; none where it cannot be read or is locked.

    PDFium knows one thread only, so everything about it happens on one lane.
    """
    import pypdfium2

    try:
        found = pypdfium2.PdfDocument(data)
        return found, [found.get_page_size(number) for number in range(min(len(found), MOST_PAGES))]
    except pypdfium2.PdfiumError:
        return None


def _drawn(document: pypdfium2.PdfDocument, number: int, wide: int) -> QImage | None:
    """A page, so many dots wide; none where it is damaged or has no size."""
    import pypdfium2

    try:
        page = document[number]
        across, tall = page.get_size()
        if across <= 0 or tall <= 0:
            return None
        cut = (0, max(0.0, tall - across * TALLEST), 0, 0)
        bitmap = page.render(scale=wide / across, crop=cut, rev_byteorder=True, prefer_bgrx=True)
    except pypdfium2.PdfiumError:
        return None
    image = QImage(
        bytes(bitmap.buffer), bitmap.width, bitmap.height, bitmap.stride, QImage.Format.Format_RGBX8888
    )
    return image.copy()


class _Sheet(QWidget):
    """One page: blank until it is drawn."""

    def __init__(self, number: int, size: tuple[float, float]) -> None:
        super().__init__()
        self.number, self._size = number, size
        self.picture: QPixmap | None = None
        self.asked = 0
        self.setObjectName(f"preview.page.{number + 1}")
        self.setAccessibleName(tr(N_("Page {number}"), number=number + 1))

    def fit(self, wide: int) -> None:
        """Take the height that goes with a width."""
        ratio = min(TALLEST, max(0.0, self._size[1]) / max(0.01, self._size[0]))
        self.setFixedSize(QSize(wide, max(1, round(wide * ratio))))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the page, white as paper whatever the look."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.fillRect(self.rect(), Qt.GlobalColor.white)
        if self.picture is not None:
            painter.drawPixmap(self.rect(), self.picture)
        painter.setPen(theme.colour("line"))
        painter.drawRect(self.rect().adjusted(0, 0, -1, -1))


class PdfPages(QScrollArea):
    """All pages below each other, as wide as there is room."""

    def __init__(self, data: bytes, aloud: str, jobs: Jobs) -> None:
        super().__init__()
        self.setObjectName("preview.pages")
        self.setAccessibleName(aloud)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._jobs = jobs
        self._document: pypdfium2.PdfDocument | None = None
        self._sheets: list[_Sheet] = []
        self._column = column(space=12, margins=(8, 8, 8, 8))
        self.setWidget(holder(self._column))
        self._soon = QTimer(self, singleShot=True, interval=0)
        self._soon.timeout.connect(self._draw_what_is_seen)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._soon.start())
        jobs.start(Lane.WORK, partial(_opened, data), owner=self, done=self._came, failed=self._failed)

    def _failed(self, _problem: UserError) -> None:
        self._came(None)

    def _came(self, found: tuple[pypdfium2.PdfDocument, list[tuple[float, float]]] | None) -> None:
        if found is None or not found[1]:
            clear(self._column)
            words = tr(N_("It is damaged, or locked with a password. It is kept as it was given."))
            title = tr(N_("This PDF cannot be shown"))
            self._column.addWidget(Empty("file-pdf", title, words, name="preview.nothing"))
            return
        self._document, sizes = found
        for number, size in enumerate(sizes):
            sheet = _Sheet(number, size)
            self._sheets.append(sheet)
            self._column.addWidget(sheet, 0, Qt.AlignmentFlag.AlignHCenter)
        self._fit()

    def hideEvent(self, event: QHideEvent) -> None:
        """Let the document go on the lane that knows it."""
        if self._document is not None:
            self._jobs.start(Lane.WORK, self._document.close, owner=self)
            self._document = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Fit the pages to the new width."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        for sheet in self._sheets:
            sheet.fit(max(120, self.viewport().width() - 24))
        self._soon.start()

    def _draw_what_is_seen(self) -> None:
        """Ask for the pages in sight and the next one that are not drawn at this width yet."""
        if self._document is None:
            return
        top, tall = self.verticalScrollBar().value(), self.viewport().height()
        for sheet in self._sheets:
            seen = sheet.y() < top + 2 * tall and sheet.y() + sheet.height() > top
            wide = round(sheet.width() * self.devicePixelRatioF())
            if not seen or sheet.asked == wide:
                continue
            sheet.asked = wide
            draw = partial(_drawn, self._document, sheet.number, wide)
            self._jobs.start(Lane.WORK, draw, owner=sheet, done=partial(self._show, sheet))

    def _show(self, sheet: _Sheet, image: QImage | None) -> None:
        if image is None:
            sheet.setAccessibleName(tr(N_("Page {number}: damaged"), number=sheet.number + 1))
            return
        sheet.picture = QPixmap.fromImage(image)
        sheet.update()

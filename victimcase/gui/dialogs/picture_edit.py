"""Turning and cropping the working copy of a picture kept as evidence. The original is not touched."""

from __future__ import annotations

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QTransform
from PySide6.QtWidgets import QSizePolicy, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.preview import decoded
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.parts.boxes import clear, column, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import evidence
from victimcase.services.documents import Content

WIDE, LEAST = 720, 200
FADED = 190
"""How far what is cut away stands back, of 255."""
STEP = 40
"""Into how many parts an edge moves across the picture with the keys."""


class Sheet(QWidget):
    """The picture, and on it the part that is kept: drawn with the mouse, or moved with the keys."""

    def __init__(self, image: QImage) -> None:
        super().__init__()
        self.setObjectName("picture_edit.sheet")
        self.setAccessibleName(tr(N_("The part that is kept")))
        self.setAccessibleDescription(
            tr(N_("Arrow keys move the right and lower edge; with Shift the left and upper edge."))
        )
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumHeight(theme.px(LEAST))
        self.image = image
        self.kept = image.rect()
        self._from: QPoint | None = None

    def turn(self, degrees: int) -> None:
        """Turn the picture; all of it is kept again."""
        self.image = self.image.transformed(QTransform().rotate(degrees))
        self.whole()

    def whole(self) -> None:
        """Keep all of it."""
        self.kept = self.image.rect()
        self.update()

    def made(self) -> QImage:
        """The part that is kept."""
        return self.image.copy(self.kept)

    def _area(self) -> QRect:
        room = self.image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        room = room if room.width() < self.image.width() else self.image.size()
        area = QRect(QPoint(0, 0), room)
        area.moveCenter(self.rect().center())
        return area

    def _inside(self, place: QPoint) -> QPoint:
        area = self._area()
        x = (place.x() - area.left()) * self.image.width() // max(1, area.width())
        y = (place.y() - area.top()) * self.image.height() // max(1, area.height())
        return QPoint(
            min(max(0, x), self.image.width() - 1),
            min(max(0, y), self.image.height() - 1),
        )

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A corner of the part that is kept."""
        self._from = self._inside(event.position().toPoint())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        """The corner across."""
        if self._from is not None:
            self._keep(QRect(self._from, self._inside(event.position().toPoint())).normalized())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Done; a mere click keeps all of it."""
        if self._from is not None and self._from == self._inside(event.position().toPoint()):
            self.whole()
        self._from = None

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Move an edge."""
        wide, high = max(1, self.image.width() // STEP), max(1, self.image.height() // STEP)
        moves = {
            Qt.Key.Key_Left: (-wide, 0),
            Qt.Key.Key_Right: (wide, 0),
            Qt.Key.Key_Up: (0, -high),
            Qt.Key.Key_Down: (0, high),
        }
        move = moves.get(Qt.Key(event.key()))
        if move is None:
            super().keyPressEvent(event)
            return
        x, y = move
        start = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        self._keep(self.kept.adjusted(x, y, 0, 0) if start else self.kept.adjusted(0, 0, x, y))

    def _keep(self, part: QRect) -> None:
        part = part & self.image.rect()
        if part.width() > 1 and part.height() > 1:
            self.kept = part
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """The picture, darker where it is cut off."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        area = self._area()
        painter.drawImage(area, self.image)
        scale_x, scale_y = area.width() / self.image.width(), area.height() / self.image.height()
        kept = QRect(
            area.left() + round(self.kept.left() * scale_x),
            area.top() + round(self.kept.top() * scale_y),
            round(self.kept.width() * scale_x),
            round(self.kept.height() * scale_y),
        )
        painter.setClipRegion(area)
        outside = painter.clipRegion().subtracted(kept)
        painter.setClipRegion(outside)
        painter.fillRect(area, theme.colour("bg", FADED))
        painter.setClipping(False)
        painter.setPen(QPen(theme.colour("accent"), 3 if self.hasFocus() else 2))
        painter.drawRect(kept.adjusted(0, 0, -1, -1))

    def sizeHint(self) -> QSize:
        """As high as is comfortable."""
        return QSize(theme.px(640), theme.px(360))


class PictureEdit(Dialog):
    """Turns and crops, then keeps that as the working copy."""

    def __init__(self, parent: QWidget, desk: Desk, number: str, item: str, content: Content) -> None:
        super().__init__(
            parent,
            tr(N_("Turn or crop the working copy?")),
            tr(N_("Draw the part that is kept. The original stays as it came.")),
            name="picture_edit",
            wide=WIDE,
        )
        self._desk, self._number, self._item = desk, number, item
        self._format = "PNG" if content.media_type == "image/png" else "JPEG"
        image = decoded(content)
        self.sheet = Sheet(image)
        tools = row(space=8)
        for code, icon, words, press in (
            ("left", "arrow-counter-clockwise", N_("Turn left"), lambda: self.sheet.turn(-90)),
            ("right", "arrow-clockwise", N_("Turn right"), lambda: self.sheet.turn(90)),
            ("whole", "arrows-out", N_("Keep all of it"), self.sheet.whole),
        ):
            tools.addWidget(Button(tr(words), name=f"picture_edit.{code}", icon=icon, pressed=press))
        tools.addStretch(1)
        self._trouble = column(space=0)
        self.inside.addLayout(tools)
        self.inside.addWidget(self.sheet, 1)
        self.inside.addLayout(self._trouble)
        self.add_button(tr(N_("Cancel")), self.reject, name="cancel", safe=True)
        self._save = self.add_button(tr(N_("Keep")), self._keep, name="save", kind="filled")
        if image.isNull():
            self._save.not_yet(tr(N_("This picture cannot be shown here.")))
        self.finished.connect(self.deleteLater)

    def _keep(self) -> None:
        data = QByteArray()
        buffer = QBuffer(data)
        buffer.open(QIODevice.OpenModeFlag.WriteOnly)
        self.sheet.made().save(buffer, self._format, 92)  # type: ignore[call-overload]
        self._save.not_yet(tr(N_("It is being kept.")))
        saved = Saved(tr(N_("Kept: {what}"), what=tr(N_("Working copy"))))
        done = self._desk.do(evidence.redraw, self._number, self._item, bytes(data.data()))
        done.then(self, lambda _done: self.accept(), failed=self._failed, saved=saved)

    def _failed(self, problem: UserError) -> None:
        clear(self._trouble)
        notice = Notice(what(problem), next_step(problem), tone="danger", name="picture_edit.trouble")
        self._trouble.addWidget(notice)
        self._save.not_yet("")

"""Where evidence has been, as a line from its arrival on; below it who opened it and who got copies."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from victimcase.domain.outputs import PURPOSES
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import column, holder, row
from victimcase.gui.parts.text import Label
from victimcase.gui.words import counted, day, day_near, time
from victimcase.i18n import N_, tr
from victimcase.services.evidence import Step, Track

DOT, RAIL = 9, 24


class Rail(QWidget):
    """The dot of one hand-over, and the line that joins it to its neighbours."""

    def __init__(self, *, first: bool, last: bool) -> None:
        super().__init__()
        self._first, self._last = first, last
        self.setFixedWidth(theme.px(RAIL))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint line and dot."""
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle, dot = self.width() / 2, theme.px(DOT)
        top = float(theme.px(6))
        painter.setPen(QPen(theme.colour("border"), 2))
        begin, end = (top if self._first else 0.0), (top if self._last else float(self.height()))
        painter.drawLine(QPointF(middle, begin), QPointF(middle, end))
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour("accent" if self._last else "text3"))
        painter.drawEllipse(QRectF(middle - dot / 2, top - dot / 2 + 2, dot, dot))


class CustodyLine(QWidget):
    """The hand-overs of an item, the first on top, then its viewings and copies in a few words."""

    def __init__(self, desk: Desk, track: Track) -> None:
        super().__init__()
        self._desk = desk
        outer = column(space=0)
        for place, step in enumerate(track.steps):
            rail = Rail(first=place == 0, last=place == len(track.steps) - 1)
            line = row(rail, space=8)
            line.addWidget(self._step(step), 1)
            outer.addLayout(line)
        for text in (*self._viewings(track), *self._copies(track)):
            outer.addWidget(Label(text, "small", wrap=True))
        self.setLayout(outer)
        self.setAccessibleName(tr(N_("Where it has been")))

    def _step(self, step: Step) -> QWidget:
        words = tr(N_("{giver} to {taker}"), giver=step.from_whom, taker=step.to_whom)
        head = row(Label(words, "strong", wrap=True), space=8)
        head.setStretch(0, 1)
        if step.hash_matches is not None:
            same = Status("shield-check", tr(N_("same hash")), "ok")
            other = Status("warning-octagon", tr(N_("another hash")), "danger")
            head.addWidget(Badge(same if step.hash_matches else other))
        if step.seal_intact is not None:
            whole = Status("shield-check", tr(N_("seal intact")), "ok")
            broken = Status("shield-slash", tr(N_("seal broken")), "danger")
            head.addWidget(Badge(whole if step.seal_intact else broken))
        at = datetime.fromisoformat(step.at) if step.at else None
        when = f"{day(at.astimezone().date())}, {time(at)}" if at else ""
        seal = tr(N_("seal {number}"), number=step.seal_number) if step.seal_number else ""
        more = " · ".join(part for part in (when, step.reason, step.condition, seal) if part)
        inner = column(head, Label(more, "small", wrap=True), space=2, margins=(0, 0, 0, 12))
        return holder(inner)

    def _viewings(self, track: Track) -> list[str]:
        if not track.viewings:
            return [tr(N_("Nobody has opened it here."))]
        last = track.viewings[-1]
        times = counted(len(track.viewings), N_("Opened once here"), N_("Opened {count} times here"))
        when = day_near(datetime.fromisoformat(last.at), self._desk.now)
        return [tr(N_("{times}, last by {user}, {day}."), times=times, user=last.user, day=when)]

    def _copies(self, track: Track) -> list[str]:
        if not track.copies:
            return [tr(N_("No copy went out."))]
        return [
            tr(
                N_("Copy {number} to {recipient}, {day}: {purpose}{original}"),
                number=one.number,
                recipient=one.recipient,
                day=day_near(datetime.fromisoformat(one.issued_at or one.prepared_at), self._desk.now),
                purpose=tr(PURPOSES[one.purpose].title) if one.purpose in PURPOSES else one.purpose,
                original=tr(N_(", as it came")) if "evidence_item.original" in one.fields else "",
            )
            for one in track.copies
        ]

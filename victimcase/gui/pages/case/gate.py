"""What a step still needs: missing first, a button a row, what is ready folded, below who decides."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QMenu, QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.domain.rights import Right
from victimcase.domain.words import Step
from victimcase.gui import icons
from victimcase.gui.desk import Desk
from victimcase.gui.pages.case import kinds
from victimcase.gui.parts.boxes import Card, clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.text import CutLink, Label, Symbol, Wrapped
from victimcase.i18n import N_, tr
from victimcase.services.case_view import Gate, Header, Point

READY_SHOWN = 240
"""Letters of what is ready that are shown before it is unfolded."""


class GatePanel(Card):
    """The gate of one step. It leads to fields, adds records, and moves the case on."""

    wanted = Signal(object)
    """A Point whose field somebody wants to see."""
    moving = Signal(object)
    """The Step to be left now: its gate holds."""
    deciding = Signal(object)
    """The Step somebody wants to leave another way: against its gate, or to a step of their choice."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(" ", name="case.gate")
        self._desk = desk
        self._gate: Gate | None = None
        self._header: Header | None = None
        self._unfolded = False
        self._rows = column(space=0)
        inside = column(self._rows, space=0)
        inside.addStretch(1)
        area = scrolling(holder(inside))
        self.body.addWidget(area, 1)
        self._more = Button("", name="case.gate.more", kind="quiet", icon="dots-three", small=True)
        self._more.setProperty("shape", "icon")
        self._more.setAccessibleName(tr(N_("Other ways on")))
        self._more.setToolTip(tr(N_("Other ways on")))
        self._more.setMenu(QMenu(self._more))
        self.tools.addWidget(self._more)
        self._who = Label("", "small", wrap=True)
        self._go = Button("", name="case.gate.move_on")
        self._go.clicked.connect(self._pressed)
        foot = self.set_foot()
        layout = foot.layout()
        assert layout is not None
        layout.addWidget(self._who)
        layout.addWidget(self._go)
        foot_row = layout
        foot_row.setAlignment(self._go, Qt.AlignmentFlag.AlignVCenter)

    def show_gate(self, gate: Gate | None, header: Header) -> None:
        """Show what a step needs; in a closed case without one, that it is closed."""
        if self._gate is None or gate is None or gate.step is not self._gate.step:
            self._unfolded = False
        self._gate, self._header = gate, header
        clear(self._rows)
        if gate is None:
            self.say(tr(N_("This case is closed")))
            self._rows.addWidget(_line(tr(N_("Nothing is asked for. The records stay as they are."))))
            self._show_foot_closed()
            return
        self._show_title(gate)
        for number, point in enumerate(gate.missing):
            self._rows.addWidget(self._row(point, first=number == 0))
        if gate.ready:
            self._rows.addWidget(self._ready(gate))
        if not gate.points:
            self._rows.addWidget(_line(tr(N_("Nothing is asked for to leave this step."))))
        self._show_foot(gate)

    def _show_title(self, gate: Gate) -> None:
        count = tr(N_("{ready} of {all} ready"), ready=len(gate.ready), all=len(gate.points))
        if not gate.open:
            self.say(tr(N_("What {step} asks for"), step=gate.title), count)
        elif gate.holds:
            self.say(tr(N_("{step} is ready"), step=gate.title), count)
        else:
            self.say(tr(N_("Still needed to leave {step}"), step=gate.title), count)

    def _row(self, point: Point, *, first: bool) -> QWidget:
        may = self._may_write(point)
        if not may:
            icon, ink = "hourglass-medium", "text2"
            supervisor = point.kind == "supervisor_release"
            who = N_("A supervisor decides this") if supervisor else N_("Somebody else writes this: {kind}")
            second = tr(who, kind=point.kind_title)
        elif not kinds.adds(point):
            icon, ink = "warning-fill", "warn"
            second = f"{point.kind_title} · {point.field_label}"
        else:
            icon, ink = "circle-dashed", "text2"
            second = tr(N_("{kind}, not written yet"), kind=point.kind_title)
        words = column(Wrapped(point.text, "strong"), Wrapped(second, "small"), space=0)
        sign = Symbol(icon, ink)
        line = row(sign, space=12, margins=(16, 9, 16, 9))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        line.addLayout(words, 1)
        if may:
            text = tr(N_("Add")) if kinds.adds(point) else tr(N_("Open"))
            name = f"case.gate.{point.kind}.{point.field}"
            kind = "filled" if first and self._gate is not None and self._gate.open else "plain"
            button = Button(text, name=name, kind=kind, small=True, pressed=lambda: self.wanted.emit(point))
            button.setAccessibleName(f"{text}: {point.text}")
            line.addWidget(button)
            line.setAlignment(button, Qt.AlignmentFlag.AlignVCenter)
        return frame("row", line)

    def _may_write(self, point: Point) -> bool:
        cls = RECORDS[point.kind]
        return self._desk.may(Right.EDIT_CASE) and cls.category in self._desk.me.writable

    def _ready(self, gate: Gate) -> QWidget:
        """What is there already, in a few words until somebody wants to see all of it."""
        sign = Symbol("check-circle-fill", "ok")
        line = row(sign, space=12, margins=(16, 9, 16, 9))
        line.setAlignment(sign, Qt.AlignmentFlag.AlignTop)
        said = " · ".join(point.text for point in gate.ready)
        words = column(Label(tr(N_("Ready")), "strong"), space=0)
        if self._unfolded:
            for point in gate.ready:
                link = CutLink(point.text, name=f"case.gate.ready.{point.kind}.{point.field}")
                link.setProperty("quiet", True)
                link.clicked.connect(lambda _checked, point=point: self.wanted.emit(point))
                words.addWidget(link, 0, Qt.AlignmentFlag.AlignLeading)
        else:
            short = said if len(said) <= READY_SHOWN else f"{said[:READY_SHOWN]}…"
            words.addWidget(Wrapped(short, "small"))
        line.addLayout(words, 1)
        text = tr(N_("Less")) if self._unfolded else tr(N_("Show"))
        fold = Button(text, name="case.gate.fold", kind="quiet", small=True, pressed=self._fold)
        line.addWidget(fold)
        line.setAlignment(fold, Qt.AlignmentFlag.AlignTop)
        return frame("row", line)

    def _fold(self) -> None:
        self._unfolded = not self._unfolded
        assert self._header is not None
        self.show_gate(self._gate, self._header)
        found = self.findChild(Button, "case.gate.fold")
        if found is not None:
            found.setFocus()

    def _show_foot(self, gate: Gate) -> None:
        menu = self._more.menu()
        menu.clear()
        may = self._desk.may(Right.ADVANCE)
        closing = gate.step is Step.CLOSURE and self._header is not None and bool(self._header.steps)
        leaves = (gate.open or closing) and may and gate.may_leave
        decides = tr(N_("Decides: {who}"), who=gate.who_decides)
        if not (gate.open or closing):
            self._who.setText(f"{decides}. {tr(N_('This step does not stand open.'))}")
            self._go.hide()
        else:
            self._who.setText(decides)
            self._go.setVisible(True)
            self._go.say(tr(N_("Close the case")) if gate.step is Step.CLOSURE else tr(N_("Move on")))
            self._go.not_yet(self._why_not(gate, may=may))
            self._kind("filled" if gate.holds and leaves else "plain")
            if not self._go.isEnabled():
                self._who.setText(f"{decides}. {self._go.toolTip()}")
        overrides = (gate.open or closing) and may and gate.may_override and not gate.holds
        if leaves and gate.holds and gate.step is not Step.CLOSURE:
            self._way("path", tr(N_("Go on to a step you choose…")), "case.gate.choose")
        if overrides:
            self._way("warning", tr(N_("Go on all the same, with a reason…")), "case.gate.override")
        self._more.setVisible(bool(menu.actions()))

    def _way(self, icon: str, words: str, name: str) -> None:
        action = self._more.menu().addAction(icons.icon(icon), words)
        action.setObjectName(name)
        action.triggered.connect(self._decide)

    def _decide(self) -> None:
        if self._gate is not None:
            self.deciding.emit(self._gate.step)

    def _why_not(self, gate: Gate, *, may: bool) -> str:
        if not may:
            return tr(N_("Your role does not move cases on."))
        missing = len(gate.missing)
        if missing == 1:
            return tr(N_("One point is still missing."))
        if missing:
            return tr(N_("{count} points are still missing."), count=missing)
        return "" if gate.may_leave else tr(N_("It is ready; they move it on."))

    def _show_foot_closed(self) -> None:
        self._more.hide()
        may = self._desk.may(Right.OVERRIDE)
        self._go.setVisible(may)
        self._who.setText("" if may else tr(N_("A supervisor can open it again.")))
        self._go.say(tr(N_("Open it again…")))
        self._go.not_yet("")
        self._kind("plain")

    def _kind(self, kind: str) -> None:
        self._go.setProperty("kind", kind)
        self._go.style().unpolish(self._go)
        self._go.style().polish(self._go)

    def _pressed(self) -> None:
        if self._gate is None:
            self.deciding.emit(Step.CLOSURE)
        else:
            self.moving.emit(self._gate.step)

    def first_button(self) -> QWidget | None:
        """What somebody most likely presses next."""
        if self._go.isVisible() and self._go.isEnabled():
            return self._go
        buttons = [one for one in self.findChildren(Button) if one.property("kind") == "filled"]
        return buttons[0] if buttons else None


def _line(text: str) -> QWidget:
    return holder(row(Label(text, "second", wrap=True), margins=(16, 16, 16, 16)))

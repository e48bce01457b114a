"""Step 3: what may go. A line for each category: what is in it, whether it goes, and on what that rests."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QFontMetrics
from PySide6.QtWidgets import QBoxLayout, QSizePolicy, QWidget

from victimcase.domain.consent import State
from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.dialogs.question import say
from victimcase.gui.pages.referral.beside import Beside
from victimcase.gui.pages.referral.step import CATEGORY_SIGNS, Step
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, frame, holder, row, scrolling
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Symbol, Wrapped
from victimcase.gui.words import day, next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import referral_offer
from victimcase.services.referral_gate import Standing
from victimcase.services.referral_offer import Offered, Part

SIDE = 344
BESIDE_FROM = 860
"""Pixels of room from which consent and note stand beside the lines."""
KINDS_TOLD = 4


class MayGoStep(Step):
    """What is chosen here is what is asked of the door; the door decides again when it is sent."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.offered: Offered | None = None
        self.chosen: set[str] | None = None
        """Codes of categories somebody lets go; none while nobody has chosen."""
        self.card = Card(" ", name="referral.parts")
        self._rows = column(space=0)
        inner = column(self._rows, space=0)
        inner.addStretch(1)
        self.card.body.addWidget(scrolling(holder(inner)), 1)
        self.card.setMinimumHeight(theme.px(240))
        self.beside = Beside(desk)
        side = scrolling(self.beside)
        side.setMinimumWidth(theme.px(SIDE))
        self._side = side
        self._both = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._both.setSpacing(16)
        self._both.addWidget(self.card, 1)
        self._both.addWidget(side)
        self.box.addLayout(self._both, 1)

    def show_referral(self, standing: Standing | None) -> None:
        """Another referral, or the same as it was written since."""
        if standing is None or self.standing is None or standing.id != self.standing.id:
            self.chosen = None
            self.offered = None
        super().show_referral(standing)

    def enter(self) -> None:
        """Ask what may go now."""
        if self.standing is None:
            return
        if self.offered is None:
            clear(self._rows)
            self._rows.addWidget(Loading(6))
        asked = self.desk.look(referral_offer.offered, self.standing.number, self.standing.id)
        asked.then(self, self._came, failed=self._failed, key="offered")

    def _failed(self, problem: UserError) -> None:
        self.offered = None
        clear(self._rows)
        self._rows.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="referral.parts.trouble")
        )
        self.changed.emit()

    def _came(self, found: Offered) -> None:
        self.offered = found
        written = set(self.standing.record.categories) if self.standing else set()
        if self.chosen is None:
            self.chosen = written or {one.category.value for one in found.parts if one.goes and one.records}
        self.beside.show_offered(found, self.standing)
        self._show()

    def _show(self) -> None:
        found = self.offered
        if found is None:
            return
        clear(self._rows)
        goes = sum(self._goes(one) for one in found.parts)
        held = sum(not one.goes for one in found.parts)
        left = len(found.parts) - goes - held
        words = tr(N_("{goes} go, {held} withheld"), goes=goes, held=held)
        if left:
            words += ", " + tr(N_("{count} left out"), count=left)
        self.card.say(tr(N_("What may go to {name}?"), name=found.partner), words)
        for one in found.parts:
            self._rows.addWidget(self._row(one))
        if not found.parts:
            text = tr(N_("The case holds nothing yet that a letter could tell."))
            self._rows.addWidget(holder(column(Wrapped(text, "second"), margins=(16, 12, 16, 12))))
        self.changed.emit()

    def _goes(self, one: Part) -> bool:
        return one.goes and self.chosen is not None and one.category.value in self.chosen

    def _row(self, one: Part) -> QWidget:
        sign = Symbol(CATEGORY_SIGNS.get(one.category.value, "note"), "text2", 18)
        told = ", ".join(one.kinds[:KINDS_TOLD]) + (" …" if len(one.kinds) > KINDS_TOLD else "")
        words = holder(
            column(STRETCH, Wrapped(one.title, "strong"), Wrapped(told, "small"), STRETCH, space=0)
        )
        state = holder(row(Badge(self._status(one)), STRETCH))
        state.setFixedWidth(theme.px(112))
        ways = holder(row(STRETCH, *self._buttons(one)))
        ways.setFixedWidth(self._room_for_buttons())
        line = row(sign, space=12, margins=(16, 8, 16, 8))
        for part, share in ((words, 5), (state, 0), (Wrapped(self._why(one), "small"), 4), (ways, 0)):
            if share:  # the same share of every line, whatever stands in it
                part.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
            line.addWidget(part, share)
        line.setAlignment(sign, Qt.AlignmentFlag.AlignVCenter)
        made = frame("row", line)
        made.setMinimumHeight(theme.px(52))
        return made

    def _room_for_buttons(self) -> int:
        """As wide as the widest word of a button of this step."""
        metrics = QFontMetrics(theme.font())
        words = ("Leave out", "Put back", "Their words", "Ask the person")
        return max(metrics.horizontalAdvance(tr(one)) for one in words) + theme.px(32)

    def _status(self, one: Part) -> Status:
        if not one.goes:
            return Status("eye-slash", tr(N_("withheld")), "private")
        if self._goes(one):
            return Status("check-circle", tr(N_("goes")), "ok")
        return Status("minus-circle", tr(N_("left out")), "neutral")

    def _why(self, one: Part) -> str:
        if not one.goes:
            return one.why[:1].upper() + one.why[1:]
        if not self._goes(one):
            return tr(N_("You left it out"))
        if one.overridden:
            return tr(N_("Without consent, as the law says"))
        days = ", ".join(day(date.fromisoformat(given)) for given in one.given_on)
        return tr(N_("Consent of {day}"), day=days) if days else tr(N_("Consent"))

    def _buttons(self, one: Part) -> list[Button]:
        name = f"referral.part.{one.category.value}"
        if one.goes:
            on = self._goes(one)
            words = tr(N_("Leave out")) if on else tr(N_("Put back"))
            button = Button(
                words, name=f"{name}.turn", small=True, pressed=partial(self.turn, one.category.value)
            )
            button.setAccessibleName(f"{words}: {one.title}")
            return [button]
        if not one.can_ask:
            return []
        consent = self.offered.consent if self.offered else None
        refused = consent is not None and consent.state in (State.NOT_GIVEN, State.WITHDRAWN)
        if refused and consent is not None and consent.limits:
            button = Button(tr(N_("Their words")), name=f"{name}.words", small=True, pressed=self._words)
        else:
            ask = partial(self._ask, one)
            button = Button(tr(N_("Ask the person")), name=f"{name}.ask", small=True, pressed=ask)
        button.setAccessibleName(f"{button.accessibleName()}: {one.title}")
        return [button]

    def turn(self, category: str) -> None:
        """Let a category go, or leave it out."""
        if self.chosen is not None:
            self.chosen ^= {category}
            self._show()
            again = self.findChild(Button, f"referral.part.{category}.turn")
            if again is not None:
                again.setFocus()

    def _words(self) -> None:
        consent = self.offered.consent if self.offered else None
        if consent is not None:
            say(self, tr(N_("What they do not want")), f"“{consent.limits}”", name="referral.words")

    def _ask(self, one: Part) -> None:
        """Ask for what goes already, too: one consent is for all of it."""
        asked = [part.category.value for part in self.offered.parts if part.goes] if self.offered else []
        self.ask_person([*asked, one.category.value], "parts")

    def given(self) -> dict[str, Any]:
        """What exactly may go, where that changed. While nothing may, what was chosen before stays."""
        if self.offered is None or self.standing is None or not any(one.goes for one in self.offered.parts):
            return {}
        codes = [one.category.value for one in self.offered.parts if self._goes(one)]
        return {"categories": codes} if set(codes) != set(self.standing.record.categories) else {}

    def put(self, kept: Mapping[str, Any]) -> None:
        """What was chosen before and not saved."""
        if isinstance(kept.get("categories"), list):
            self.chosen = set(kept["categories"])

    def stands_against(self) -> str:
        """Something has to go."""
        if self.offered is None:
            return tr(N_("It is being read."))
        if not any(one.goes for one in self.offered.parts):
            return tr(N_("Nothing may go yet: ask the person first."))
        return "" if any(map(self._goes, self.offered.parts)) else tr(N_("You left everything out."))

    def arrange(self, room: int) -> None:
        """Consent and note stand beside the lines, or below them."""
        wide = room >= theme.px(BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._both.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self._side.setMaximumWidth(theme.px(SIDE) if wide else 16777215)
        self._side.setMinimumWidth(theme.px(SIDE) if wide else 0)
        self._side.setMinimumHeight(0 if wide else self.beside.sizeHint().height())

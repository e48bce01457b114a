"""The event many people come from: asked for once in a few lines, then one line above the grid."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final

from PySide6.QtCore import QDateTime, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QDateTimeEdit, QLineEdit, QProgressBar, QWidget

from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.forms.suggestions import Index as Offers
from victimcase.gui.forms.suggestions import Offer, SearchPick, offers_now
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import STRETCH, Card, Flow, clear, column, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.text import Elided, Label, Symbol
from victimcase.gui.words import day_long, time
from victimcase.i18n import N_, tr
from victimcase.services import directory

SIGNS: Final = {"vessel": "boat", "disaster": "boat"}
"""Icon of a kind of event, where it is not that of a group."""
NEEDED: Final = (
    ("name", N_("a short name")),
    ("type", N_("what it was")),
    ("country", N_("the country")),
    ("place", N_("the place")),
)


class EventHead(Card):
    """What happened, where and when."""

    changed = Signal()
    done = Signal()
    """The event is written: on to the people."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(name="group_intake.event")
        self.desk = desk
        self.setAccessibleName(tr(N_("The event")))
        self.locked = False
        self._fields()
        self._problem = Label("", "small", tone="danger", wrap=True)
        self._problem.hide()
        self._editing = holder(self._form())
        self._told = holder(self._summary())
        self.body.addWidget(self._editing)
        self.body.addWidget(self._told)
        self.edit(on=True)

    def _fields(self) -> None:
        desk, label = self.desk, self.desk.reference.label
        self.name = self._line("name", tr(N_("Short name")), tr(N_("As Vessel at the pier")))
        self.place = self._line("place", tr(N_("Place")), "")
        self.people = self._line("people", tr(N_("People counted")), "")
        self.people.setValidator(QIntValidator(0, 100_000, self))
        self.type = Pick(
            [(one.code, tr(label("group_event", one.code))) for one in desk.reference.codes("group_event")],
            name="group_intake.event.type",
            aloud=tr(N_("What it was")),
        )
        self.type.set_value(None)
        self.when = QDateTimeEdit(QDateTime.currentDateTime())
        self.when.setObjectName("group_intake.event.when")
        self.when.setAccessibleName(tr(N_("When")))
        self.when.setDisplayFormat("d MMM yyyy HH:mm")
        self.when.lineEdit().setTextMargins(8, 0, 8, 0)
        countries = Offers([Offer(one.code, tr(one.label)) for one in desk.reference.codes("country")])
        self.country = SearchPick(
            offers_now(countries), name="group_intake.event.country", aloud=tr(N_("Country"))
        )
        self._countries = countries
        self.found_by = SearchPick(
            self._organisations, name="group_intake.event.found_by", aloud=tr(N_("Referred by"))
        )
        self.type.picked.connect(lambda _code: self.changed.emit())
        self.when.dateTimeChanged.connect(lambda _at: self.changed.emit())
        for pick in (self.country, self.found_by):
            pick.edited.connect(self.changed)
            pick.line.gone.connect(pick.settle)

    def _line(self, name: str, aloud: str, prompt: str) -> QLineEdit:
        made = QLineEdit()
        made.setObjectName(f"group_intake.event.{name}")
        made.setAccessibleName(aloud)
        made.setPlaceholderText(prompt)
        made.textEdited.connect(lambda _text: self.changed.emit())
        made.returnPressed.connect(self.finish)
        return made

    def _organisations(self, text: str, give: Callable[[Sequence[Offer]], None]) -> None:
        """Organisations of the directory by any part of their name."""
        asked = self.desk.look(directory.listed, text=text, kind="organisation")
        asked.then(
            self, lambda found: give([Offer(one.id, one.name) for one in found[:20]]), key="organisations"
        )

    def _form(self) -> Any:
        fields = Flow(16)
        shown: list[tuple[str, QWidget, int]] = [
            (tr(N_("Short name")), self.name, 220),
            (tr(N_("What it was")), self.type, 190),
            (tr(N_("When")), self.when, 180),
            (tr(N_("Country")), self.country, 180),
            (tr(N_("Place")), self.place, 180),
            (tr(N_("Referred by, if known")), self.found_by, 220),
            (tr(N_("People counted, if known")), self.people, 150),
        ]
        if not self.desk.may(Right.SEE_DIRECTORY):
            shown = [one for one in shown if one[1] is not self.found_by]
        for title, widget, wide in shown:
            widget.setMinimumWidth(theme.px(wide))
            widget.setMaximumWidth(theme.px(wide))
            fields.addWidget(holder(column(Label(title, "small"), widget, space=2)))
        self.go_on = Button(
            tr(N_("On to the people")), name="group_intake.event.done", kind="filled", pressed=self.finish
        )
        return column(
            holder(fields),
            row(self._problem, STRETCH, self.go_on, space=16),
            space=8,
            margins=(16, 12, 16, 12),
        )

    def _summary(self) -> Any:
        self._sign = Symbol("users-three", "accenttext", 28)
        self._title = Elided("", "section")
        self._badges = row(space=8)
        self._facts = Elided("", "small")
        self._ready = Label("", "strong")
        self._to_go = Label("", "small")
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(tr(N_("People ready")))
        self._bar.setMinimumWidth(theme.px(180))
        self._change = Button(
            tr(N_("Change")), name="group_intake.event.change", kind="quiet", pressed=self._edit_again
        )
        title = row(self._title, self._badges, STRETCH, space=10)
        words = column(title, self._facts, space=2)
        counts = column(row(self._ready, STRETCH, self._to_go), self._bar, space=6)
        line = row(self._sign, words, self._change, counts, space=16, margins=(20, 12, 20, 12))
        line.setStretch(1, 1)
        return line

    def _edit_again(self) -> None:
        self.edit(on=True)
        self.name.setFocus()

    def edit(self, *, on: bool) -> None:
        """Show the fields, or the one line."""
        self._editing.setVisible(on)
        self._told.setVisible(not on)
        if not on:
            self._tell()

    @property
    def editing(self) -> bool:
        """Whether the fields are shown."""
        return not self._editing.isHidden()

    def missing(self) -> list[str]:
        """What is still needed, in words."""
        said = self.values()
        return [tr(words) for name, words in NEEDED if not said.get(name)]

    def finish(self) -> None:
        """The event is written, unless something is missing."""
        self.country.settle()
        missing = self.missing()
        self._problem.setText(tr(N_("Still needed: {what}."), what=", ".join(missing)) if missing else "")
        self._problem.setVisible(bool(missing))
        if missing:
            return
        self.edit(on=False)
        self.done.emit()

    def values(self) -> dict[str, object]:
        """The fields of the event as the vault takes them."""
        country, found_by = self.country.offer(), self.found_by.offer()
        counted = self.people.text().strip()
        at = datetime.fromtimestamp(self.when.dateTime().toSecsSinceEpoch(), UTC)
        found: dict[str, object] = {
            "name": self.name.text().strip(),
            "type": self.type.value(),
            "happened_at": min(at, self.desk.now).isoformat(),
            "country": country.code if country else None,
            "place": self.place.text().strip(),
            "referred_by": found_by.code if found_by else None,
            "people": int(counted) if counted.isdecimal() else None,
        }
        return {name: value for name, value in found.items() if value not in (None, "")}

    def kept(self) -> dict[str, Any]:
        """What a draft holds: the fields and the words of what was chosen."""
        found_by = self.found_by.offer()
        return {**self.values(), "found_by_name": found_by.words if found_by else ""}

    def set_values(self, said: Mapping[str, Any]) -> None:
        """Show an event as it was kept."""
        self.name.setText(str(said.get("name", "")))
        self.place.setText(str(said.get("place", "")))
        self.people.setText(str(said.get("people", "") or ""))
        self.type.set_value(said.get("type"))
        moment = said.get("happened_at")
        at = datetime.fromisoformat(str(moment)) if moment else self.desk.now
        self.when.blockSignals(True)
        self.when.setDateTime(QDateTime.fromSecsSinceEpoch(int(at.timestamp())))
        self.when.blockSignals(False)
        self.set_country(str(said.get("country", "")))
        code = str(said.get("referred_by", ""))
        self.found_by.set_offer(Offer(code, str(said.get("found_by_name", ""))) if code else None)

    def set_country(self, code: str) -> None:
        """Choose a country by its letters."""
        self.country.set_offer(self._countries.by_code.get(code))

    @property
    def counted(self) -> int:
        """How many people were counted; 0 where nobody has."""
        text = self.people.text().strip()
        return int(text) if text.isdecimal() else 0

    def _tell(self) -> None:
        said = self.values()
        kind = str(said.get("type", ""))
        self._sign.show_icon(SIGNS.get(kind, "users-three"), "accenttext")
        self._title.setText(self.name.text())
        at = datetime.fromisoformat(str(said["happened_at"])).astimezone()
        found_by = self.found_by.offer()
        facts = [
            f"{day_long(at.date())}, {time(at)}",
            tr(self.desk.reference.label("group_event", kind)) if kind else "",
            self.place.text(),
            tr(N_("Referred by {whom}"), whom=found_by.words) if found_by else "",
        ]
        self._facts.setText(" · ".join(part for part in facts if part))

    def say_progress(self, ready: int, written: int, opened: int) -> None:
        """How many people are ready, of how many."""
        whole = max(self.counted, written)
        clear(self._badges)
        many = tr(N_("{count} people, one event"), count=whole)
        words = tr(N_("1 person, one event")) if whole == 1 else many
        if whole:
            self._badges.addWidget(Badge(Status("link", words)))
        self._ready.setText(tr(N_("{ready} of {whole} ready"), ready=ready + opened, whole=whole))
        left = whole - ready - opened
        self._to_go.setText(tr(N_("{count} to go"), count=left) if left > 0 else "")
        self._bar.setRange(0, max(1, whole))
        self._bar.setValue(ready + opened)
        self._change.setVisible(not self.locked)

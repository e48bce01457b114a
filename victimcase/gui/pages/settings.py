"""My settings: look, size of text, language, calendars, when the window locks, the own passphrase."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QBoxLayout, QLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import languages, theme
from victimcase.gui.calendar_words import BUDDHIST, SOLAR_HIJRI
from victimcase.gui.colours import MODE_TITLES
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.entry.opening import IDLE, idle_minutes, office_minutes
from victimcase.gui.entry.question import Question
from victimcase.gui.entry.secret import Secret
from victimcase.gui.page import Page
from victimcase.gui.parts.boxes import STRETCH, Card, clear, column, holder, row, scrolling
from victimcase.gui.parts.buttons import Button, Check
from victimcase.gui.parts.chips import Segments
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.strength import StrengthLine
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import machine, people, preferences
from victimcase.services.look import Look, sound_look

WIDE = 1120
"""Pixels the cards are wide at most, so that a line can be read at a glance."""

MINUTES = (1, 2, 3, 5, 10, 15, 20, 30, 45, 60)

CALENDARS = {BUDDHIST: N_("Buddhist Era (2569 BE)"), SOLAR_HIJRI: N_("Solar Hijri (1405 SH)")}


class Settings(Page):
    """What a user sets for themselves. Each change holds at once; only the passphrase has a button."""

    NAME: ClassVar[str] = "settings"
    KINDS: ClassVar[frozenset[str] | None] = frozenset({"office_settings"})

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._look = Look()
        self.title_line.say(tr(N_("My settings")))
        first = column(self._look_card(), STRETCH, space=0)
        second = column(self._lock_card(), self._passphrase_card(), STRETCH, space=16)
        self._columns: QBoxLayout = row(first, second, space=16)
        self._columns.setStretch(0, 1)
        self._columns.setStretch(1, 1)
        box = holder(self._columns)
        box.setMaximumWidth(theme.px(WIDE))
        line = row(box, space=0)
        line.setStretch(0, 1)
        line.addStretch(0)
        self.inside.addWidget(scrolling(holder(line)))

    def narrow(self, narrow: bool) -> None:
        """Cards stand beside each other where there is room."""
        super().narrow(narrow)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        self._columns.setDirection(way)

    def _look_card(self) -> Card:
        card = Card(tr(N_("Look")), name="settings.look_card")
        self.mode = Segments(
            [(str(mode), tr(words)) for mode, words in MODE_TITLES.items()],
            name="settings.theme",
            aloud=tr(N_("Colours")),
            optional=False,
        )
        self.mode.changed.connect(lambda mode: self._choose(theme=mode))
        self.text_size = Segments(
            [(size, f"{size} %") for size in theme.TEXT_SIZES],
            name="settings.text_size",
            aloud=tr(N_("Size of text")),
            optional=False,
        )
        self.text_size.changed.connect(lambda size: self._choose(text_size=size))
        self.language = Pick(languages.known(), name="settings.language", aloud=tr(N_("Language")))
        self.language.picked.connect(lambda code: self._choose(language=code))
        self.calendars = {
            code: Check(tr(words), name=f"settings.calendar.{code}") for code, words in CALENDARS.items()
        }
        for check in self.calendars.values():
            check.clicked.connect(lambda _checked: self._choose(calendars=self._ticked()))
        only = tr(N_("Other languages appear here when they are translated.")) if one_language() else ""
        fill(
            card,
            _line(tr(N_("Colours")), self.mode),
            _line(tr(N_("Size of text")), self.text_size),
            _line(tr(N_("Language")), self.language, only),
            _line(
                tr(N_("Calendars beside ours")),
                holder(column(*self.calendars.values(), space=4)),
                tr(N_("Days are shown in these too, in forms and lists of days.")),
            ),
        )
        return card

    def _lock_card(self) -> Card:
        card = Card(tr(N_("Lock")), name="settings.lock_card")
        self.minutes = Pick(name="settings.idle_minutes", aloud=tr(N_("Lock when nobody touches anything")))
        self.minutes.picked.connect(self._wait_for)
        self._most = Label("", "small", wrap=True)
        fill(
            card,
            _line(tr(N_("Lock when nobody touches anything")), self.minutes, self._most),
            Label(
                tr(
                    N_(
                        "Ctrl+L locks at once. F12 hides the window behind a picture of hills and locks: "
                        "nothing on it tells what the program is. Any key then shows the way in."
                    )
                ),
                "small",
                wrap=True,
            ),
        )
        return card

    def _passphrase_card(self) -> Card:
        card = Card(tr(N_("Passphrase")), name="settings.passphrase_card")
        self.old = Secret(name="settings.old_passphrase", aloud=tr(N_("Passphrase until now")))
        self.new = Secret(name="settings.new_passphrase", aloud=tr(N_("New passphrase")))
        self.again = Secret(name="settings.new_again", aloud=tr(N_("The new one once more")))
        self.strength = StrengthLine(self.desk.jobs, name="settings.strength")
        self.new.line.textChanged.connect(self._weigh)
        self.questions = {
            "old": Question(tr(N_("Passphrase until now")), self.old),
            "new": Question(
                tr(N_("New passphrase")),
                self.new,
                tr(N_("Five words that have nothing to do with each other.")),
            ),
            "again": Question(tr(N_("The new one once more")), self.again),
        }
        self._notices = column(space=0)
        self.change = Button(
            tr(N_("Change passphrase")),
            name="settings.change_passphrase",
            kind="filled",
            pressed=self._change,
        )
        self.again.line.returnPressed.connect(self._change)
        old, new, again = self.questions.values()
        fill(card, old, new, self.strength, again, self._notices, row(STRETCH, self.change))
        return card

    def read(self) -> None:
        """Ask how things are set."""
        self.desk.look(preferences.get, preferences.LOOK).then(self, self._show_look, key="look")
        session = self.desk.session
        self.desk.work(lambda: (idle_minutes(session), office_minutes(session))).then(
            self, lambda found: self._show_minutes(*found), key="minutes"
        )

    def _show_look(self, kept: Any) -> None:
        self._look = sound_look(kept) if kept is not None else machine.load().look
        self.mode.set_value(self._look.theme)
        self.text_size.set_value(self._look.text_size)
        self.language.set_value(self._look.language or languages.SOURCE)
        for code, check in self.calendars.items():
            check.setChecked(code in self._look.calendars)

    def _show_minutes(self, own: int, most: int) -> None:
        offered = sorted({minutes for minutes in MINUTES if minutes <= most} | {most, own})
        self.minutes.set_options([(minutes, _minutes(minutes)) for minutes in offered])
        self.minutes.set_value(own)
        self._most.setText(tr(N_("Your office says: after {most} at the latest."), most=_minutes(most)))

    def _ticked(self) -> tuple[str, ...]:
        return tuple(code for code, check in self.calendars.items() if check.isChecked())

    def _choose(self, **changed: Any) -> None:
        """Take a choice on at once, and keep it."""
        self._look = replace(self._look, **changed)
        look = self._look
        self.desk.note(preferences.set_look, look).then(
            self.desk, lambda _done: self.desk.look_chosen.emit(look)
        )

    def _wait_for(self, minutes: object) -> None:
        assert isinstance(minutes, int)
        self.desk.note(preferences.put, IDLE, minutes).then(
            self, lambda _done: self.desk.idle_chosen.emit(minutes)
        )

    def _weigh(self, typed: str) -> None:
        self.strength.weigh(typed, (self.desk.me.login, self.desk.me.name))

    def _change(self) -> None:
        clear(self._notices)
        old, new, again = (one.line.text() for one in (self.old, self.new, self.again))
        missing = {
            "old": "" if old else tr(N_("Still needed.")),
            "new": "" if new else tr(N_("Still needed.")),
            "again": "" if new == again else tr(N_("The two are not the same yet. Type this one again.")),
        }
        for key, words in missing.items():
            self.questions[key].complain(words)
        if any(missing.values()):
            self.questions[next(key for key, words in missing.items() if words)].field.setFocus()
            return
        self._set_busy(True)
        self.desk.do(people.change_passphrase, old, new).then(
            self,
            self._changed,
            failed=self._failed,
            saved=Saved(tr(N_("Your new passphrase holds from now on")), undoable=False),
        )

    def _set_busy(self, busy: bool) -> None:
        for one in (self.old, self.new, self.again, self.change):
            one.setEnabled(not busy)
        self.change.say(tr(N_("Being changed…")) if busy else tr(N_("Change passphrase")))

    def _changed(self, _done: object) -> None:
        self._set_busy(False)
        for one in (self.old, self.new, self.again):
            one.take()

    def _failed(self, problem: UserError) -> None:
        self._set_busy(False)
        self._notices.addWidget(
            Notice(what(problem), next_step(problem), tone="danger", name="settings.notice")
        )
        self.old.setFocus()

    def first_focus(self) -> QWidget:
        """The first choice."""
        return self.mode


def one_language() -> bool:
    """Whether English is all there is."""
    return len(languages.known()) == 1


def fill(card: Card, *items: QWidget | QLayout) -> None:
    """Put lines into a card."""
    card.body.addLayout(column(*items, space=16, margins=(16, 16, 16, 16)))


def _line(words: str, field: QWidget, note: str | Label = "") -> QLayout:
    label = Label(words, "strong", wrap=True)
    label.setBuddy(field)
    box = column(label, row(field, STRETCH), space=4)
    told = note if isinstance(note, Label) else Label(note, "small", wrap=True)
    if not isinstance(note, str) or note:
        box.addWidget(told)
    return box


def _minutes(minutes: int) -> str:
    return tr(N_("1 minute")) if minutes == 1 else tr(N_("{minutes} minutes"), minutes=minutes)


PAGE = Settings

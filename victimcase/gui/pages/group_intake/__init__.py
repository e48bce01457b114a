"""Many people of one event, registered row by row with the keyboard; each becomes a case."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any, Final

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QSizePolicy, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place, Saved
from victimcase.gui.draft_keeper import DraftKeeper
from victimcase.gui.page import Page
from victimcase.gui.pages.group_intake.event import EventHead
from victimcase.gui.pages.group_intake.grid import Grid
from victimcase.gui.pages.group_intake.people import COLUMNS, FIELDS, Row
from victimcase.gui.parts.boxes import Card, clear, column, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.keycap import Keys
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, LinkButton, Symbol
from victimcase.gui.words import next_step, time, what
from victimcase.i18n import N_, tr
from victimcase.services import case_view, drafts, group_intake, vaults
from victimcase.services.group_intake import Alike, Checked, Registered
from victimcase.services.session import Changed, Done

KEY: Final = "group_intake"
PAUSE: Final = 350
"""Milliseconds without a change before rows are checked."""
SHOWN: Final = 6
"""Cases named by number after they were opened; all stand in the grid."""


class GroupIntakePage(Page):
    """One event and its people."""

    NAME = "group_intake"
    KINDS = frozenset()

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.event_id = ""
        self._sent: Sequence[Row] = ()
        self._last: Sequence[Row] = ()
        self._event_made = False
        self.head = EventHead(desk)
        self.head.changed.connect(self._event_changed)
        self.head.done.connect(self._event_done)
        self.grid = Grid(desk.reference)
        self.grid.people.typed.connect(self._typed)
        self.grid.moved.connect(self._say_cell)
        self.grid.out.connect(lambda: self.pause_button.setFocus(Qt.FocusReason.TabFocusReason))
        self.grid.open_case.connect(lambda number: desk.go(Place("case", number=number)))
        self.keeper = DraftKeeper(desk, self._collect, self)
        self.keeper.kept.connect(self._say_kept)
        self.keeper.begin(KEY, kind="group_event")
        self._check_later = QTimer(self, singleShot=True, interval=PAUSE)
        self._check_later.timeout.connect(self.check)
        self._build()
        shortcut = QShortcut(QKeySequence("Ctrl+S"), self, self.save)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        self._lead("")

    def _build(self) -> None:
        self._notices = column(space=8)
        self._card = Card(name="group_intake.card")
        self._card.setAccessibleName(tr(N_("People of the group")))
        self._card.body.addWidget(self.grid, 1)
        self._sign = Symbol("warning-circle-fill", "danger")
        self._words = Label("", "body", wrap=True)
        self._known = LinkButton("", name="group_intake.known")
        self._known.clicked.connect(self._open_known)
        self._keys = Keys(
            ("Enter", tr(N_("next"))),
            ("Ctrl+D", tr(N_("as above"))),
            ("Ctrl+G", tr(N_("same family"))),
            ("Esc", tr(N_("leave the grid"))),
        )
        self._keys.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.pause_button = Button(tr(N_("Pause")), name="group_intake.pause", pressed=self.pause)
        self.save_button = Button(
            "", name="group_intake.save", kind="filled", hint="Ctrl+S", pressed=self.save
        )
        said = row(self._sign, self._words, self._known, space=8)
        said.setStretch(1, 1)
        foot = row(said, self._keys, self.pause_button, self.save_button, space=12)
        foot.setStretch(0, 1)
        self._card.set_foot(foot)
        self.inside.addLayout(self._notices)
        self.inside.addWidget(self.head)
        self.inside.addWidget(self._card, 1)
        self._say()

    def _lead(self, note: str) -> None:
        crumbs: list[tuple[str, Place | None] | QWidget] = [
            (tr(N_("Cases")), Place("cases")),
            (tr(N_("Register a group")), None),
        ]
        if note:
            crumbs += [Symbol("pencil-simple", "text2", 14), Label(note, "small")]
        self.title_line.lead(*crumbs)

    def read(self) -> None:
        """Go on with what was begun: the draft, and the country of the office for a new one."""
        self.desk.look(drafts.read, KEY).then(self, self._drafted, key="draft")

    def wrote(self, changed: Changed) -> None:
        """Only this changes anything here: the registration was taken back, so its rows have no case."""
        if self._last and "case" in changed.kinds:
            asked = self.desk.look(case_view.header, self._last[0].case)
            asked.then(self, failed=lambda _problem: self._taken_back(), key="taken_back")

    def _taken_back(self) -> None:
        for one in self._last:
            one.case = ""
        self._last = ()
        if self._event_made:
            self.event_id, self.head.locked = "", False
        clear(self._notices)
        self.grid.viewport().update()
        self.keeper.changed()
        self._say()

    def _drafted(self, draft: drafts.Draft | None) -> None:
        if draft is None:
            self.desk.look(vaults.settings).then(self, self._settings_came, key="settings")
            return
        said = draft.content
        self.event_id = str(said.get("event_id", ""))
        self.head.locked = bool(self.event_id)
        self.head.set_values(said.get("event", {}))
        self.head.edit(on=bool(self.head.missing()))
        self.grid.people.begin([Row(dict(one["texts"]), one.get("case", "")) for one in said.get("rows", ())])
        self.grid.go_to(0, 1)
        self._lead(tr(N_("Draft from before")))
        self.check()

    def _settings_came(self, settings: Mapping[str, Any]) -> None:
        if not self.head.country.text():
            self.head.set_country(str(settings.get("country") or ""))

    def _collect(self) -> Mapping[str, Any]:
        rows = [one for one in self.grid.people.rows if not one.empty]
        if not rows and not self.head.name.text().strip() and not self.head.place.text().strip():
            return {}
        return {
            "event_id": self.event_id,
            "event": self.head.kept(),
            "rows": [{"texts": dict(one.texts), "case": one.case} for one in rows],
        }

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        found = self._collect() if self.keeper.dirty else {}
        return {KEY: found} if found else {}

    def may_leave(self) -> bool:
        """What was typed is kept as a draft."""
        self.keeper.keep()
        return True

    def _say_kept(self) -> None:
        self._lead(tr(N_("Draft kept {time}"), time=time(self.desk.now)))

    def _event_changed(self) -> None:
        self.keeper.changed()
        self._check_later.start()

    def _event_done(self) -> None:
        self.grid.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()

    def _typed(self) -> None:
        self.keeper.changed()
        self._check_later.start()
        self._say()

    def _day(self) -> date:
        at = datetime.fromisoformat(str(self.head.values()["happened_at"]))
        return min(at.astimezone().date(), self.desk.today)

    def check(self) -> None:
        """Have the rows looked at: what cannot stand so, and who is known already."""
        self._check_later.stop()
        waiting = self.grid.people.waiting()
        if not waiting:
            self._say()
            return
        sent = [(one, dict(one.texts)) for _, one in waiting]
        members = self.grid.people.members()
        asked = self.desk.look(group_intake.check, members, on=self._day())

        def came(found: tuple[Checked, ...]) -> None:
            same = [
                (row, checked)
                for (row, texts), checked in zip(sent, found, strict=True)
                if row.texts == texts and not row.case
            ]
            self.grid.people.show_checked([row for row, _ in same], [checked for _, checked in same])
            self._say()

        asked.then(self, came, failed=self._failed, key="check")

    def _failed(self, problem: UserError) -> None:
        clear(self._notices)
        notice = Notice(
            what(problem), next_step(problem), tone="danger", name="group_intake.problem", closable=True
        )
        self._notices.addWidget(notice)

    def _ready(self) -> list[Row]:
        return [one for _, one in self.grid.people.waiting() if one.checked and not one.problems]

    def _say(self) -> None:
        """Say how far it is, and what the button does now."""
        waiting, ready = self.grid.people.waiting(), self._ready()
        opened = sum(bool(one.case) for one in self.grid.people.rows)
        self.head.say_progress(len(ready), len(waiting) + opened, opened)
        count = len(ready)
        self.save_button.say(
            tr(N_("Open 1 case"))
            if count == 1
            else tr(N_("Open {count} cases"), count=count)
            if count
            else tr(N_("Open cases"))
        )
        self.save_button.not_yet("" if count else tr(N_("Write the first person; a name is enough.")))
        # While the event is asked for, that is the next step.
        kind = "plain" if self.head.editing else "filled"
        if self.save_button.property("kind") != kind:
            self.save_button.setProperty("kind", kind)
            self.save_button.style().unpolish(self.save_button)
            self.save_button.style().polish(self.save_button)
        self._say_cell()

    def _say_cell(self) -> None:
        """Say what cannot stand so: in the row the keyboard is in, or in the first that has something."""
        at = self.grid.currentIndex()
        rows = self.grid.people.rows
        order = [at.row(), *(n for n in range(len(rows)) if n != at.row())]
        found = next((n for n in order if 0 <= n < len(rows) and rows[n].problems and not rows[n].case), None)
        self._known.hide()
        if found is not None:
            name = next(iter(rows[found].problems))
            title = dict((code, words) for code, words, _ in COLUMNS).get(name, N_("name"))
            text = tr(
                N_("Row {row}, {column}: {problem}"),
                row=found + 1,
                column=tr(title).lower(),
                problem=rows[found].problems[name],
            )
            self._show_words("warning-circle-fill", "danger", text)
            return
        found = next((n for n in order if 0 <= n < len(rows) and rows[n].alike and not rows[n].case), None)
        if found is None:
            self._sign.hide()
            self._words.setText("")
            return
        self._say_alike(found, rows[found].alike[0])

    def _say_alike(self, row_number: int, one: Alike) -> None:
        why = ", ".join(one.why)
        if one.number:
            text = tr(N_("Row {row} may be known already ({why}):"), row=row_number + 1, why=why)
            self._known.setText(f"{one.name} {one.number}")
            self._known.setAccessibleName(tr(N_("Open case {number}"), number=one.number))
            self._known.setProperty("number", one.number)
            self._known.show()
        else:
            text = tr(N_("Row {row} is like another row ({why})."), row=row_number + 1, why=why)
        self._show_words("git-merge", "warn", text)

    def _show_words(self, icon: str, ink: str, text: str) -> None:
        self._sign.show()
        self._sign.show_icon(icon, ink)
        self._words.setText(text)

    def _open_known(self) -> None:
        number = str(self._known.property("number") or "")
        if number:
            self.desk.go(Place("case", number=number))

    def pause(self) -> None:
        """Keep what was typed and go back to the cases."""
        self.keeper.keep()
        self.desk.go(Place("cases"))

    def save(self) -> None:
        """Open a case for each person that is ready; the others stay in the grid."""
        if self.head.editing:
            self.head.finish()
            if self.head.editing:
                return
        ready = self._ready()
        if not ready or not self.save_button.isEnabled():
            return
        members = [
            one
            for (_, each), one in zip(self.grid.people.waiting(), self.grid.people.members(), strict=True)
            if each.checked and not each.problems
        ]
        opened = sum(bool(one.case) for one in self.grid.people.rows)
        self._sent = ready
        self.save_button.setEnabled(False)
        asked = self.desk.do(
            group_intake.register,
            self.event_id or self.head.values(),
            members,
            number_from=opened + 1,
        )
        count = len(ready)
        words = tr(N_("1 case opened")) if count == 1 else tr(N_("{count} cases opened"), count=count)
        asked.then(self, self._registered, failed=self._not_registered, saved=Saved(words))

    def _not_registered(self, problem: UserError) -> None:
        self._failed(problem)
        self._say()

    def _registered(self, done: Done[Registered]) -> None:
        result = done.value
        if not result.opened:
            self.grid.people.show_checked(self._sent, result.checked)
            self._say()
            return
        self._event_made = not self.event_id
        self.event_id = result.event
        self.head.locked = True
        self._last = self._sent
        for each, opened in zip(self._sent, result.opened, strict=True):
            each.case = opened.number
        self.grid.viewport().update()
        self._show_opened([one.number for one in result.opened])
        if self.grid.people.waiting():
            self.keeper.changed()
            self.keeper.keep()
        else:
            self.keeper.drop()
            self._lead("")
        self._say()

    def _show_opened(self, numbers: Sequence[str]) -> None:
        clear(self._notices)
        count = len(numbers)
        title = tr(N_("1 case is open")) if count == 1 else tr(N_("{count} cases are open"), count=count)
        notice = Notice(
            title,
            tr(N_("They are tied to the event, and families to each other. Each stands in the grid too.")),
            tone="ok",
            name="group_intake.opened",
            closable=True,
        )
        for number in numbers[: self._links()]:
            link = LinkButton(number, name=f"group_intake.case.{number}")
            link.clicked.connect(lambda _checked, number=number: self.desk.go(Place("case", number=number)))
            notice.ways.addWidget(link)
        if not self.grid.people.waiting():
            notice.add_way(tr(N_("Another event")), self.start_again, name="group_intake.again")
        self._notices.addWidget(notice)

    def _links(self) -> int:
        return max(1, min(SHOWN, (self.width() - theme.px(620)) // theme.px(110)))

    def start_again(self) -> None:
        """Begin with another event, once everybody of this one is registered."""
        self.keeper.drop()
        clear(self._notices)
        self.event_id, self.head.locked, self._last = "", False, ()
        self.head.set_values({})
        self.head.edit(on=True)
        self.grid.people.begin()
        self.grid.go_to(0, FIELDS.index("given_names") + 1)
        self._lead("")
        self._say()
        self.desk.look(vaults.settings).then(self, self._settings_came, key="settings")
        self.head.name.setFocus(Qt.FocusReason.OtherFocusReason)

    def first_focus(self) -> QWidget | None:
        """The event first, then the people."""
        return self.head.name if self.head.editing else self.grid

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys are told where there is room for them."""
        super().resizeEvent(event)
        self._keys.setVisible(self.width() > theme.px(900))


PAGE = GroupIntakePage

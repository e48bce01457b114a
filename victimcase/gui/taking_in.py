"""What pages share that write down somebody who comes: questions, and beside them who is known already."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any, ClassVar, Final

from PySide6.QtCore import QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import specs
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.forms.drafting import Drafting
from victimcase.gui.forms.editor import WIDE
from victimcase.gui.forms.editor import Place as FieldPlace
from victimcase.gui.forms.field_row import QUESTION, FieldRow, Width
from victimcase.gui.known_people import KnownPeople
from victimcase.gui.page import Page
from victimcase.services import known_people
from victimcase.services.drafts import Draft
from victimcase.services.forms import FormData
from victimcase.services.known_people import Known
from victimcase.services.records import OFFICE

PERSON: Final = (
    "given_names",
    "family_name",
    "own_script_name",
    "gender",
    "birth",
    "citizenships",
    "primary_language",
    "interpreter_needed",
)
"""What is asked about a person first; everything else has time."""

_NAMES: Final = ("given_names", "family_name", "own_script_name")
_COMPARED: Final = (*_NAMES, "birth", "citizenships")
_PAUSE: Final = 350
_BESIDE_FROM: Final = 1020
"""Pixels of width from which people known stand beside the form."""


class TakingIn(Page):
    """A form of several kinds of records. People alike are shown while it is typed; `DRAFT` keeps it."""

    DRAFT: ClassVar[str]

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self.rows: dict[tuple[str, str], FieldRow] = {}
        self.begun = self.busy = False
        self.drafting = Drafting(desk, self._draft, self)
        self.drafting.is_for(self.DRAFT, OFFICE, "", "")
        self.known = KnownPeople()
        self.known.opened.connect(lambda number: desk.go(Place("case", number)))
        self.known.again.connect(lambda number: self.save(same_as=number))
        self._beside = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._beside.setSpacing(16)
        self.inside.addLayout(self._beside, 1)
        self.compare = QTimer(self, singleShot=True, interval=_PAUSE)
        self.compare.timeout.connect(self.look_for)

    def put_sheet(self, sheet: QWidget) -> None:
        """Show the form, with people known beside it."""
        self._beside.addWidget(sheet, 1)
        self._beside.addWidget(self.known)

    def add_row(self, kind: str, name: str) -> FieldRow:
        """One more question."""
        data = FormData(OFFICE, kind, None, {}, {}, (), {}, (), None, {}, None)
        made = FieldRow(FieldPlace(self.desk, data, kind, name, specs(RECORDS[kind])[name]))
        made.load(None)
        made.edited.connect(partial(self._edited, kind))
        self.rows[kind, name] = made
        return made

    def _edited(self, kind: str, name: str) -> None:
        self.drafting.touched()
        if kind == "person" and name in _COMPARED:
            self.compare.start()

    def given(self, kind: str) -> dict[str, Any]:
        """What is typed of a kind."""
        return {
            name: shown.given() for (of, name), shown in self.rows.items() if of == kind and shown.changed()
        }

    def is_named(self) -> bool:
        """Whether any name is written."""
        return any(self.rows["person", name].given() for name in _NAMES)

    def save(self, same_as: str = "") -> None:
        """Write it all; `same_as` is the number of a case of the same person."""
        raise NotImplementedError

    def put_kept(self, draft: Draft) -> None:
        """Go on with what was typed before."""
        self.drafting.kept = True
        for (kind, name), shown in self.rows.items():
            kept = draft.content.get(kind, {})
            if isinstance(kept, Mapping) and name in kept:
                shown.put(kept[name])
        self.look_for()

    def put_away(self) -> None:
        """Empty the form: it is written, or begun anew."""
        self.busy = self.begun = False
        self.compare.stop()
        for shown in self.rows.values():
            shown.load(None)
        self._show_known([])

    def look_for(self) -> None:
        """Look for people alike, as far as what is typed can be understood."""
        said = {name: self.rows["person", name] for name in _COMPARED if ("person", name) in self.rows}
        wanted = {name: one.given() for name, one in said.items() if one.changed() and not one.blocked()}
        if any(wanted.get(name) for name in _NAMES):
            self.desk.look(known_people.alike, wanted).then(self, self._show_known, key="alike")
        else:
            self._show_known([])

    def _show_known(self, found: list[Known]) -> None:
        if self.known.show_people(found):
            self._arrange()

    def _draft(self) -> tuple[str, Mapping[str, Any]] | None:
        """Key and content of what is typed; none where nothing is."""
        raise NotImplementedError

    def drafts(self) -> Mapping[str, Mapping[str, Any]]:
        """What is typed and not saved."""
        draft = self._draft()
        return dict([draft]) if draft else {}

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Notes go below their fields, and people known below the form, where there is little room."""
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        wide = self.width() >= theme.px(_BESIDE_FROM)
        directions = QBoxLayout.Direction
        self._beside.setDirection(directions.LeftToRight if wide else directions.TopToBottom)
        self.known.setMaximumWidth(theme.px(320) if wide else 16777215)
        self.known.setMinimumWidth(theme.px(320) if wide else 0)
        room = self.width() - 96 - (theme.px(336) if wide and not self.known.isHidden() else 0)
        full, middle = theme.px(QUESTION + WIDE + 32 + 140), theme.px(QUESTION + 16 + 260)
        self.arrange(Width.WIDE if room >= full else Width.MIDDLE if room >= middle else Width.NARROW, room)

    def arrange(self, width: Width, room: int) -> None:
        """Questions follow the pixels there are."""
        for shown in self.rows.values():
            shown.arrange(width, room)

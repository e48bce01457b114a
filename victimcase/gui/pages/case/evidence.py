"""The evidence of a case: where each item comes from, who has it now, every hand it went through."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from victimcase.domain.records.evidence import CustodyStep, EvidenceItem
from victimcase.domain.rights import Right
from victimcase.gui import theme
from victimcase.gui.desk import Desk, Place
from victimcase.gui.dialogs.copy_out import CopyOut
from victimcase.gui.dialogs.picture_edit import PictureEdit
from victimcase.gui.dialogs.preview import preview
from victimcase.gui.pages.case import kinds
from victimcase.gui.pages.case.custody import CustodyLine
from victimcase.gui.pages.case.facts import Facts
from victimcase.gui.parts.badge import Badge, Status
from victimcase.gui.parts.boxes import Card, Flow, clear, column, frame, holder
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Empty
from victimcase.gui.parts.text import Label
from victimcase.gui.words import counted, day, size
from victimcase.i18n import N_, tr
from victimcase.services import documents, evidence, file_kinds
from victimcase.services.case_sheets import Said
from victimcase.services.documents import Content
from victimcase.services.evidence import ORIGINAL, WORKING_COPY, Item, Track, Verified

SHOWN = ("image/jpeg", "image/png")
"""Kinds of pictures that can be turned and cropped here."""


class EvidenceCard(Card):
    """The items, the latest first; each can be shown, checked, handed over and copied for somebody."""

    editing = Signal(str, str)

    def __init__(self, desk: Desk) -> None:
        super().__init__(tr(N_("Evidence")), name="case.evidence")
        self._desk = desk
        self._number = ""
        self._may = kinds.may_add(desk, EvidenceItem)
        self._rows = column(space=0)
        self._parts: dict[str, EvidenceRow] = {}
        self.body.addLayout(self._rows)
        self._open: set[str] = set()
        if self._may:
            add = Button(tr(N_("Add evidence…")), name="case.evidence.add", icon="plus")
            add.clicked.connect(lambda _checked: self._go(EvidenceItem.kind))
            self.tools.addWidget(add)
        self.setVisible(EvidenceItem.category in desk.me.readable)

    def begin(self) -> None:
        """Another case: nothing is known of it yet."""
        clear(self._rows)
        self._parts.clear()
        self._open.clear()

    def read(self, number: str) -> None:
        """Read the items, where this person may know of any."""
        self._number = number
        if EvidenceItem.category in self._desk.me.readable:
            self._desk.look(evidence.listed, number).then(self, self._came, key="evidence")

    def _came(self, found: list[Item]) -> None:
        self._open = {id_ for id_, one in self._parts.items() if one.is_open}
        clear(self._rows)
        self._parts.clear()
        self.say(tr(N_("Evidence")), str(len(found)) if found else "")
        if not found:
            why = tr(N_("What proves something is kept untouched here, with every hand it went through."))
            self._rows.addWidget(Empty("fingerprint", tr(N_("No evidence yet")), why))
        for item in reversed(found):
            part = EvidenceRow(self._desk, self._number, item, may=self._may)
            part.editing.connect(self.editing)
            part.handing.connect(self._hand_over)
            self._parts[item.id] = part
            self._rows.addWidget(part)
            if item.id in self._open:
                part.open_track()

    def _hand_over(self, item: Item) -> None:
        values = {"from_whom": item.holder, "handed_at": self._desk.now, "seal_number": item.seal_number}
        kept = {name: value for name, value in values.items() if value}
        self._go(CustodyStep.kind, parent=item.id, values=kept)

    def _go(self, kind: str, **more: object) -> None:
        here = Place("case", self._number, tab=kinds.DOCUMENTS)
        self._desk.go(here.at(kind=kind, **more))


class EvidenceRow(QWidget):
    """One item: what it is, what can be done with it, and, when asked for, where it has been."""

    editing = Signal(str, str)
    handing = Signal(object)

    def __init__(self, desk: Desk, number: str, item: Item, *, may: bool) -> None:
        super().__init__()
        self._desk, self._number, self.item, self._may = desk, number, item, may
        self._name = f"case.evidence.{item.id}"
        self.is_open = False
        head = Flow(10)
        head.addWidget(Label(item.description or tr(N_("Evidence")), "strong", wrap=True))
        if item.type:
            words = tr(desk.reference.label("evidence_type", item.type))
            head.addWidget(Badge(Status("tag", words, "neutral")))
        self._verified = Badge(self._first_status())
        head.addWidget(self._verified)
        self._track = column(space=0)
        self._buttons = self._make_buttons()
        facts = Facts(self._facts())
        inner = column(holder(head), facts, self._buttons, self._track, space=8, margins=(16, 12, 16, 12))
        self.setLayout(column(frame("row", inner), space=0))

    def _first_status(self) -> Status:
        if not self.item.has_original:
            return Status("archive", tr(N_("no file here")), "neutral")
        return Status("fingerprint", tr(N_("original kept")), "neutral")

    def _facts(self) -> list[Said]:
        item = self.item
        known = file_kinds.KINDS.get(item.media_type)
        kind = tr(known.title) if known else ""
        file = " · ".join(part for part in (kind, size(item.size) if item.size else "") if part)
        at = day(datetime.fromisoformat(item.collected_at).astimezone().date()) if item.collected_at else ""
        where = ", ".join(part for part in (at, item.collected_where, item.collector) if part)
        hands = counted(item.steps, N_("1 hand-over"), N_("{count} hand-overs"))
        held = f"{item.holder} · {hands}" if item.holder else ""
        said = {
            "source": (N_("Comes from"), item.source),
            "collected": (N_("Collected"), where),
            "holder": (N_("Is with"), held),
            "file": (N_("File"), file),
            "seal": (N_("Seal"), item.seal_number),
            "hash": (N_("Hash on arrival"), _grouped(item.sha256)),
        }
        return [Said(name, tr(label), text, name == "hash") for name, (label, text) in said.items() if text]

    def _make_buttons(self) -> QWidget:
        flow = Flow(8)
        makes = [
            ("show", N_("Show"), "eye", self._show, self.item.has_original),
            ("check", N_("Check"), "shield-check", self._check, self.item.has_original),
            ("hand_over", N_("Hand over…"), "handshake", self._hand, self._may),
            ("copy", N_("Give a copy…"), "export", self._copy, self._may_copy()),
            ("describe", N_("Describe"), "pencil-simple", self._describe, self._may),
            ("track", N_("Where it has been"), "clock-counter-clockwise", self._turn_track, True),
        ]
        title = self.item.description
        for code, words, icon, press, offered in makes:
            if offered:
                button = Button(tr(words), name=f"{self._name}.{code}", icon=icon, small=True)
                button.setAccessibleName(f"{tr(words)}: {title}")
                button.clicked.connect(partial(_pressed, press))
                flow.addWidget(button)
        return holder(flow)

    def _may_copy(self) -> bool:
        return self.item.has_original and self._desk.may(Right.RELEASE)

    def _hand(self) -> None:
        self.handing.emit(self.item)

    def _describe(self) -> None:
        self.editing.emit(EvidenceItem.kind, self.item.id)

    def _copy(self) -> None:
        content = Content(self.item.description, self.item.media_type, b"")
        over = self.window()
        CopyOut(over, self._desk, self._number, self.item.id, content, kind=EvidenceItem.kind).open()

    def _show(self) -> None:
        self._read(WORKING_COPY if self.item.has_copy else ORIGINAL)

    def _read(self, field: str) -> None:
        asked = self._desk.look(
            documents.content, self._number, self.item.id, kind=EvidenceItem.kind, field=field
        )
        asked.then(self, partial(self._came, field), key="file")

    def _came(self, field: str, found: Content) -> None:
        dialog = preview(self.window(), found, self._copy if self._may_copy() else None)
        if field == WORKING_COPY and self._may and found.media_type in SHOWN:

            def edit() -> None:
                dialog.accept()
                PictureEdit(self.window(), self._desk, self._number, self.item.id, found).open()

            dialog.add_button(tr(N_("Turn or crop…")), edit, name="edit")
        if field == WORKING_COPY:

            def original() -> None:
                dialog.accept()
                self._read(ORIGINAL)

            dialog.add_button(tr(N_("Show the original")), original, name="original")

    def _check(self) -> None:
        self._verified.say(Status("hourglass-medium", tr(N_("being read back")), "neutral"))
        self._desk.look(evidence.verify, self._number, self.item.id).then(self, self._checked, key="verify")

    def _checked(self, found: Verified) -> None:
        if found.unchanged is None:
            self._verified.say(self._first_status())
        elif found.unchanged:
            self._verified.say(Status("shield-check", tr(N_("unchanged since it came")), "ok"))
        else:
            words = tr(N_("not what came: tell a supervisor"))
            self._verified.say(Status("warning-octagon", words, "danger"))

    def _turn_track(self) -> None:
        if self.is_open:
            self.is_open = False
            clear(self._track)
        else:
            self.open_track()

    def open_track(self) -> None:
        """Show where the item has been."""
        self.is_open = True
        self._desk.look(evidence.history, self._number, self.item.id).then(
            self, self._show_track, key="track"
        )

    def _show_track(self, track: Track) -> None:
        clear(self._track)
        line = CustodyLine(self._desk, track)
        line.setObjectName(f"{self._name}.line")
        self._track.addSpacing(theme.px(4))
        self._track.addWidget(line)


def _pressed(press: object, _checked: bool = False) -> None:
    assert callable(press)
    press()


def _grouped(sha256: str) -> str:
    """A hash in groups that an eye can compare."""
    return " ".join(sha256[place : place + 8] for place in range(0, len(sha256), 8))

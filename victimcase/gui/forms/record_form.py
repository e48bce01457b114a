"""The form of any record: its questions, its draft, its problems, saving, and what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from victimcase.domain.errors import Conflict, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.gui.desk import Desk
from victimcase.gui.desk import Saved as SavedWords
from victimcase.gui.forms import below, codes, leaving, sending, settling
from victimcase.gui.forms.drafting import Drafting
from victimcase.gui.forms.form_frame import FormFrame
from victimcase.gui.forms.sheet import Sheet, kept
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import forms
from victimcase.services.forms import FormData
from victimcase.services.records import Saved
from victimcase.services.session import Changed, Done


class RecordForm(FormFrame):
    """One record to be filled. It reads by itself, keeps a draft, and says when it was saved or left."""

    saved = Signal(object)
    """services.records.Saved: what was written."""
    left = Signal()
    """Nothing more to do here."""
    ready = Signal()
    """Every field stands, with what was read and what was typed before."""

    def __init__(
        self,
        desk: Desk,
        number: str,
        kind: str,
        *,
        record: str = "",
        parent: str = "",
        begin: Mapping[str, Any] | None = None,
        focus: str = "",
    ) -> None:
        super().__init__()
        self.desk, self.number, self.kind = desk, number, kind
        self.record, self.parent_record = record, parent
        self._begin, self._focus = dict(begin or {}), focus
        self._saving = False
        self.data: FormData | None = None
        self.title = tr(RECORDS[kind].title)
        self.setAccessibleName(self.title)
        self.drafting = Drafting(desk, self.draft, self)
        self.footer.save.connect(self.save)
        self.footer.cancel.connect(self.leave)
        self.footer.look.connect(self.focus_field)
        self.drafting.said.connect(self.footer.say_draft)
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (("Ctrl+S", self.save), ("Escape", self.leave)):
            QShortcut(QKeySequence(keys), self, act, context=scope)
        desk.wrote.connect(self._wrote)
        self.read()

    def read(self) -> None:
        """Ask for what the form shows; the first form of all waits until long lists can be searched."""
        if codes.warm_already(self.desk.reference):
            self._ask()
        else:
            self.desk.work(codes.warm, self.desk.reference).then(
                self, lambda _nothing: self._ask(), key="warm"
            )

    def _ask(self) -> None:
        self.desk.look(forms.read, self.number, self.kind, self.record, parent=self.parent_record).then(
            self, self._came, failed=self.refused, key="read"
        )

    def _came(self, data: FormData) -> None:
        if self.sheet is not None:
            settling.came_again(self, data)
            return
        self.data = data
        self.number = data.number
        self.record = data.seen.id if data.seen is not None else ""
        key = forms.draft_key(data.number, self.kind, self.record)
        self.drafting.is_for(key, data.number, self.kind, self.record)
        self.sheet = Sheet(self.desk, data)
        self.add_sheet(self.sheet, self.title)
        self._connect(self.sheet)

    def _connect(self, sheet: Sheet) -> None:
        sheet.built.connect(self._built)
        sheet.edited.connect(self._edited)
        sheet.wants_new.connect(lambda name, kind: below.new_link(self, name, kind))

    def _built(self) -> None:
        sheet, data = self.sheet, self.data
        assert sheet is not None and data is not None
        for children in sheet.children_shown.values():
            children.add.connect(lambda kind: below.open_row(self, kind, ""))
            children.edit.connect(lambda kind, record: below.open_row(self, kind, record))
            children.remove.connect(lambda kind, record, words: below.remove_row(self, kind, record, words))
        if data.seen is None:
            sheet.put(self._begin)
        if self.read_only:
            self.footer.read_only()
            self.tell(
                Notice(tr(N_("You can read this form; your role does not write it.")), name="form.closed")
            )
        elif data.draft is not None:
            self._take_draft(data.draft.content)
        self.say_state()
        if self._focus:
            self.focus_field(self._focus)
        self.ready.emit()

    @property
    def read_only(self) -> bool:
        """Whether this person may write nothing here."""
        return self.sheet is not None and all(one.editor is None for one in self.sheet.rows.values())

    def _take_draft(self, content: Mapping[str, Any]) -> None:
        """Show what was typed before; what others wrote in the same fields since is said, never lost."""
        assert self.sheet is not None and self.data is not None
        given, before = dict(content.get("given", {})), content.get("before", {})
        self.sheet.put(given)
        self.drafting.kept = True
        rows = self.sheet.rows
        since = [
            rows[name].place.label
            for name in given
            if name in rows and name in before and before[name] != kept(self.data, name)
        ]
        more = tr(N_("It goes on where you stopped. Nothing of it is saved yet."))
        if since:
            more = tr(
                N_("Somebody wrote here since: {fields}. Please compare before you save."),
                fields=", ".join(since),
            )
        notice = Notice(
            tr(N_("Your form is kept")), more, tone="warn" if since else "accent", name="form.kept"
        )
        notice.add_way(tr(N_("Throw away")), self.throw_away, name="form.throw_away")
        self.tell(notice)

    def throw_away(self) -> None:
        """Forget what was typed, and show the record as it is."""
        self.clear_notices()
        self.drafting.drop()
        if self.sheet is not None:
            for name, one in self.sheet.rows.items():
                one.load(self.sheet.kept(name))
        self.say_state()

    def _edited(self, name: str) -> None:
        self.say_state()
        if name:
            self.drafting.touched()

    def dirty(self) -> bool:
        """Whether something was typed and not saved."""
        return self.sheet is not None and bool(self.sheet.changed())

    def draft(self) -> tuple[str, Mapping[str, Any]] | None:
        """The key of the draft and what is typed; none where nothing is."""
        if self.sheet is None or not self.dirty():
            return None
        given = self.sheet.given()
        before = {name: self.sheet.kept(name) for name in given}
        return self.drafting.key, {"given": given, "before": before}

    def focus_field(self, name: str) -> None:
        """Go to a field, now or as soon as it is there."""
        self._focus = name
        if self.sheet is not None:
            self.sheet.go_to(name)

    def save(self) -> None:
        """Save what was changed, unless something cannot be saved as it is."""
        sheet, data = self.sheet, self.data
        if sheet is None or data is None or self._saving or self.read_only:
            return
        sheet.build_now()
        wrong = sheet.check_all()
        self.say_state()
        if wrong:
            sheet.go_to(wrong[0])
            return
        given = sheet.given()
        files = {name: file for name, one in sheet.changed().items() if (file := one.file()) is not None}
        if not given and not files:
            self._nothing_new()
            return
        self._saving = True
        self.footer.busy(busy=True)
        asked = sending.asked(self, data, given, files)
        words = SavedWords(tr(N_("Saved: {what}"), what=self.title))
        asked.then(self, self._was_saved, failed=self._not_saved, saved=words)

    def _nothing_new(self) -> None:
        if self.record:
            self.saved.emit(Saved(self.data.seen.id, self.data.seen.version))  # type: ignore[union-attr]  # it was read
            return
        self.clear_notices()
        self.tell(Notice(tr(N_("Nothing is written down yet. One answer is enough.")), name="form.empty"))

    def _was_saved(self, done: Done[Saved]) -> None:
        self._saving = False
        self.footer.busy(busy=False)
        self.clear_notices()
        self.drafting.drop()
        self.record = done.value.id
        if self.sheet is not None:
            self._renew()
        self.saved.emit(done.value)

    def _renew(self) -> None:
        """Show the record as it was saved: what was typed is what was read now."""
        assert self.sheet is not None
        for one in self.sheet.changed().values():
            one.settled()
        key = forms.draft_key(self.number, self.kind, self.record)
        self.drafting.is_for(key, self.number, self.kind, self.record)
        self.read()

    def _not_saved(self, problem: UserError) -> None:
        self._saving = False
        self.footer.busy(busy=False)
        if isinstance(problem, Conflict) and self.record:
            settling.compare(self)
            return
        self.refused(problem)

    def refused(self, problem: UserError) -> None:
        """Say what went wrong, what it means for the data, and what to do."""
        self.clear_notices()
        if self.sheet is None:
            self.stop_waiting()
        notice = Notice(what(problem), next_step(problem), tone="danger", name="form.trouble")
        self.tell(notice)
        if self.sheet is None:
            notice.add_way(tr(N_("Back")), self.left.emit, name="form.back")

    def _wrote(self, changed: Changed) -> None:
        if self._saving or self.data is None or self.sheet is None:
            return
        if self.record in changed.ids or changed.kinds & self.data.children.keys():
            self.read()

    def leave(self) -> None:
        """Go, at once where nothing was typed; else ask what becomes of it."""
        if not self.dirty():
            self.left.emit()
        else:
            leaving.ask(self)

"""The form of any record: its questions, its draft, its problems, saving, and what others wrote meanwhile."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QWidget

from victimcase.domain.errors import Conflict, UserError
from victimcase.domain.kinds import RECORDS
from victimcase.gui import theme
from victimcase.gui.desk import Desk
from victimcase.gui.desk import Saved as SavedWords
from victimcase.gui.dialogs.question import Dialog
from victimcase.gui.forms import below, codes, settling
from victimcase.gui.forms.drafting import Drafting
from victimcase.gui.forms.footer import Footer
from victimcase.gui.forms.rail import Rail
from victimcase.gui.forms.sheet import Sheet, kept
from victimcase.gui.parts.boxes import clear, column, frame, holder, row
from victimcase.gui.parts.loading import Loading
from victimcase.gui.parts.notice import Notice
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import directory, forms, records
from victimcase.services.forms import FormData
from victimcase.services.records import OFFICE, Saved
from victimcase.services.session import Changed, Done

RAIL_FROM = 900
"""Pixels of width a form needs for its rail."""


class RecordForm(QWidget):
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
        self.sheet: Sheet | None = None
        self.rail: Rail | None = None
        self.setObjectName("form")
        self.title = tr(RECORDS[kind].title)
        self.setAccessibleName(self.title)
        self.drafting = Drafting(desk, self.draft, self)
        self._build()
        desk.wrote.connect(self._wrote)
        self.read()

    def _build(self) -> None:
        self._notices = column(space=8, margins=(24, 16, 24, 0))
        self._notice_box = holder(self._notices)
        self._notice_box.hide()
        self._middle = row(space=0)
        self._loading = Loading()
        self._middle.addWidget(self._loading, 1)
        self.footer = Footer()
        self.footer.save.connect(self.save)
        self.footer.cancel.connect(self.leave)
        self.footer.look.connect(self.focus_field)
        self.footer.hide()
        self.drafting.said.connect(self.footer.say_draft)
        inside = column(self._notice_box, space=0, margins=(1, 1, 1, 1))
        inside.addLayout(self._middle, 1)
        inside.addWidget(self.footer)
        outer = column(frame("card", inside), space=0)
        self.setLayout(outer)
        scope = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, act in (("Ctrl+S", self.save), ("Escape", self.leave)):
            QShortcut(QKeySequence(keys), self, act, context=scope)

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
            self, self._came, failed=self._refused, key="read"
        )

    def _came(self, data: FormData) -> None:
        if self.sheet is not None:
            self._came_again(data)
            return
        self.data = data
        self.number = data.number
        self.record = data.seen.id if data.seen is not None else ""
        key = forms.draft_key(data.number, self.kind, self.record)
        self.drafting.is_for(key, data.number, self.kind, self.record)
        self._loading.hide()
        self._loading.deleteLater()
        self.sheet = Sheet(self.desk, data)
        self._add_rail(self.sheet)
        self._middle.addWidget(self.sheet, 1)
        self.footer.show()
        self._connect(self.sheet)

    def _add_rail(self, sheet: Sheet) -> None:
        titles = [tr(one.title) for one in sheet.groups]
        titles += [tr(RECORDS[kind].title) for kind in sheet.data.children]
        if len(titles) < 3:
            return
        self.rail = Rail(self.title, titles)
        self.rail.chosen.connect(sheet.go_to_group)
        sheet.moved.connect(self.rail.stand)
        self._middle.addWidget(self.rail)
        self._middle.addWidget(frame("upright"))
        self._fit()

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
        self._say()
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
        self._say()

    def _edited(self, name: str) -> None:
        self._say()
        if name:
            self.drafting.touched()

    def _say(self) -> None:
        if self.sheet is None:
            return
        problems = self.sheet.problems()
        self.footer.say_problems(problems)
        if self.rail is None:
            return
        wrong = {name for name, _ in problems}
        for item, group in zip(self.rail.items, self.sheet.groups, strict=False):
            rows = [self.sheet.rows[name] for name in group.fields if name in self.sheet.rows]
            needed = [one for one in rows if one.place.spec.required]
            filled = [one for one in needed or rows if one.given() not in (None, "", [])]
            done = bool(filled) and (len(filled) == len(needed) or not needed)
            item.say(len(wrong & set(group.fields)), done=done)

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
        self._say()
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
        self._send(data, given, files)

    def _nothing_new(self) -> None:
        if self.record:
            self.saved.emit(Saved(self.data.seen.id, self.data.seen.version))  # type: ignore[union-attr]  # it was read
            return
        self.clear_notices()
        self.tell(Notice(tr(N_("Nothing is written down yet. One answer is enough.")), name="form.empty"))

    def _send(
        self, data: FormData, given: Mapping[str, object], files: Mapping[str, tuple[str, bytes]]
    ) -> None:
        record, parent = self.record or None, self.parent_record or None
        base = data.seen
        do = self.desk.do
        if self.number == OFFICE and files:
            asked = do(
                forms.save_in_directory, self.kind, given, files, record=record, parent=parent, base=base
            )
        elif self.number == OFFICE:
            asked = do(directory.save, self.kind, given, record=record, parent=parent, base=base)
        elif files:
            asked = do(
                forms.save, self.number, self.kind, given, files, record=record, parent=parent, base=base
            )
        else:
            asked = do(records.save, self.number, self.kind, given, record=record, parent=parent, base=base)
        words = SavedWords(tr(N_("Saved: {what}"), what=self.title))
        asked.then(self, self._was_saved, failed=self._not_saved, saved=words)

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
            self.compare()
            return
        self._refused(problem)

    def _refused(self, problem: UserError) -> None:
        self.clear_notices()
        if self.sheet is None:
            self._loading.hide()
        notice = Notice(what(problem), next_step(problem), tone="danger", name="form.trouble")
        self.tell(notice)
        if self.sheet is None:
            notice.add_way(tr(N_("Back")), self.left.emit, name="form.back")

    def compare(self) -> None:
        """Read the record again, and show both sides of what two people wrote."""
        self.desk.look(forms.read, self.number, self.kind, self.record).then(
            self, self._both, failed=self._refused, key="compare"
        )

    def _both(self, after: FormData) -> None:
        assert self.sheet is not None and self.data is not None
        names = settling.contested(self.sheet, self.data, after)
        if not names:
            self._came_again(after)
            return

        def chosen(choices: Mapping[str, str]) -> None:
            assert self.sheet is not None
            settling.settle(self.sheet, after, choices)
            self.data = after  # every difference was looked at: what is saved now stands on this
            self._came_again(after)
            self.save()

        settling.ask(self.desk, self.sheet, self.data, after, names, chosen)

    def _came_again(self, data: FormData) -> None:
        """The record was read again: show it, but never over what is being written."""
        assert self.sheet is not None and self.data is not None
        names = settling.contested(self.sheet, self.data, data) if self.data.seen is not None else []
        self.sheet.take(data)
        if not names:
            self.data = data
            self._say()
            return
        self.clear_notices()
        labels = ", ".join(self.sheet.rows[name].place.label for name in names)
        notice = Notice(
            tr(N_("Somebody wrote here at the same time: {fields}"), fields=labels),
            tr(N_("Both are kept. Compare them before you save.")),
            tone="warn",
            name="form.meanwhile",
        )
        notice.add_way(tr(N_("Compare")), self.compare, name="form.compare")
        self.tell(notice)

    def _wrote(self, changed: Changed) -> None:
        if self._saving or self.data is None or self.sheet is None:
            return
        if self.record in changed.ids or changed.kinds & self.data.children.keys():
            self.read()

    def tell(self, notice: QWidget) -> None:
        """Say something above the questions."""
        self._notices.addWidget(notice)
        self._notice_box.show()

    def clear_notices(self) -> None:
        """Nothing more to say."""
        clear(self._notices)
        self._notice_box.hide()

    def leave(self) -> None:
        """Go, at once where nothing was typed; else ask what becomes of it."""
        if not self.dirty():
            self.left.emit()
            return
        dialog = Dialog(
            self.window(),
            tr(N_("Leave this form?")),
            tr(N_("It is not saved. A draft of it waits for you when you come back.")),
            name="form.leave",
        )
        dialog.add_button(tr(N_("Go on writing")), dialog.reject, name="stay", safe=True)
        dialog.add_button(tr(N_("Keep the draft")), lambda: self._leave(dialog, keep=True), name="keep")
        dialog.add_button(
            tr(N_("Throw away")), lambda: self._leave(dialog, keep=False), name="throw", kind="careful"
        )
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def _leave(self, dialog: Dialog, *, keep: bool) -> None:
        dialog.accept()
        if keep:
            self.drafting.keep()
        else:
            self.throw_away()
        self.left.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The rail needs room."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        if self.rail is not None:
            self.rail.setVisible(self.width() >= theme.px(RAIL_FROM))

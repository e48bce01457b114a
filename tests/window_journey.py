"""A case led through the window: the gate of each step is looked at, its buttons followed, its forms filled.

`Casework` is the person who does it; `tests/test_gui_journey.py` says who they are and what they write.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from PySide6.QtCore import QPoint
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QTableView,
    QWidget,
)

from tests.journey import Leaving
from tests.window_ground import find, shell_of
from tests.window_hands import LEFT, Key, Sitting, area_shows, click, fill, trouble_of, type_in
from victimcase.gui.dialogs.paper import PaperDialog
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.pages.case.gate import GatePanel
from victimcase.gui.pages.case.page import CasePage
from victimcase.gui.pages.screening import ScreeningPage
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick


@dataclass
class Casework(Sitting):
    """Somebody before the window who leads a case."""

    ids: dict[str, str] = field(default_factory=dict)
    """Kind -> the record of it that was saved last."""
    written: dict[str, dict[str, Any]] = field(default_factory=dict)
    """Every record that was saved by what a gate led to, and what was written in it."""
    named: dict[str, str] = field(default_factory=dict)
    """Step -> what its gate named when it was first looked at."""

    @property
    def gate(self) -> GatePanel:
        """The panel that says what a step still needs."""
        return self.see(GatePanel, "case.gate")

    def open_case(self, number: str) -> None:
        """Find a case by its number with Ctrl+K, and open it with Enter."""
        self.keys(Key.Key_K)
        self.write("finder.search", number)
        self.settle()
        QTest.keyClick(self.see(QWidget, "finder.search"), Key.Key_Return)
        self.settle()
        assert self.shell.place.page == "case" and self.shell.place.number == number, self.shell.place

    def press_step(self, step: str) -> None:
        """Press a step in the bar at the head of the case."""
        node = self.see(QWidget, f"case.stage_bar.{step}")
        QTest.mouseClick(node, LEFT, pos=QPoint(node.width() // 2, 12))
        self.settle()
        assert self.gate._gate is not None and self.gate._gate.step == step

    def ways(self) -> list[tuple[str, str, Button]]:
        """The buttons of what is missing: kind, field, button."""
        assert self.gate._gate is not None
        missing = {(one.kind, one.field) for one in self.gate._gate.missing}
        found = []
        for one in self.gate.findChildren(Button):
            parts = one.objectName().split(".")
            if len(parts) == 4 and (parts[2], parts[3]) in missing and one.isVisibleTo(self.gate):
                found.append((parts[2], parts[3], one))
        return found

    def form(self, kind: str) -> RecordForm:
        """The form that is open, which is one of this kind, built and ready to be filled."""
        found = self.see(RecordForm, "form")
        assert found.kind == kind, f"{found.kind} is open, not {kind}"
        assert found.sheet is not None, trouble_of(found)
        found.sheet.build_now()
        self.settle()
        return found

    def fill_form(self, kind: str, fields: Mapping[str, Any]) -> RecordForm:
        """Fill the open form, and leave it open."""
        form = self.form(kind)
        assert form.sheet is not None
        for name, value in fields.items():
            assert name in form.sheet.rows, f"{kind} does not ask for {name}: {sorted(form.sheet.rows)}"
            row = form.sheet.rows[name]
            form.sheet.area.ensureWidgetVisible(row)
            fill(row, value)
        return form

    def save_form(self, form: RecordForm) -> str:
        """Press Ctrl+S; the form goes when it was saved. The id of the record."""
        said: list[Any] = []
        form.saved.connect(said.append)
        kind = form.kind
        self.keys(Key.Key_S)
        assert said, f"{kind} was not saved: {trouble_of(self.window)} {form.footer.accessibleDescription()}"
        self.ids[kind] = said[-1].id
        return self.ids[kind]

    def screen(self, outcome: str) -> None:
        """Answer the screening with keys: the parts of trafficking yes, then the outcome, and Ctrl+S."""
        page = self.shell.page
        assert isinstance(page, ScreeningPage) and page.sheet is not None
        table = page.questions
        for row, line in enumerate(table.questions.lines):
            if line.element:
                table.setCurrentIndex(table.questions.index(row, 2))
                QTest.keyClick(table, Key.Key_Y)
        table.setCurrentIndex(table.questions.index(1, 2))
        for key in (Key.Key_Y, Key.Key_Down, Key.Key_N, Key.Key_Down, Key.Key_U):
            QTest.keyClick(table, key)
        self.press(f"screening.outcome.{outcome}")
        type_in(page.outcome.reason, "Papers were taken away and wages never paid.")
        self.press("screening.save")

    def leave(self, leaving: Leaving, number: str) -> None:
        """Leave one step: see what its gate names, follow each button, fill, save, and move on."""
        self.press_step(leaving.step)
        self.named[leaving.step] = self.words_of_gate()
        assert leaving.names in self.named[leaving.step], f"{leaving.step}: {self.named[leaving.step]}"
        to_do = list(leaving.records)
        while self.ways():
            self._follow(leaving, to_do)
        assert not self.gate._gate or self.gate._gate.holds, self.words_of_gate()
        self.see(Button, "case.gate.move_on")
        self.press("case.gate.move_on")
        assert self.shell.place.number == number

    def finish_tasks(self) -> None:
        """Mark every task as done on the tab of tasks."""
        table = self.see(QWidget, "case.tasks.table")
        assert isinstance(table, QTableView)
        while table.isVisible() and table.model().rowCount():
            before = table.model().rowCount()
            QTest.mouseClick(table.viewport(), LEFT, pos=table.visualRect(table.model().index(0, 0)).center())
            self.press("case.tasks.done")
            assert table.model().rowCount() < before, "the task is still there"

    def refer(self, given: Mapping[str, Any], organisation: Mapping[str, Any], file: Path) -> None:
        """Write down the consent to be referred, and who receives, from the consent's own form; then the
        letter, read in its dialog and saved as a file.
        """
        self.pick_from("case.add.menu", "Consent")
        form = self.fill_form("consent", given)
        self.press("form.consent.recipient.new")
        self.save_form(self.fill_form("organisation", organisation))
        assert form.sheet is not None
        assert form.sheet.rows["recipient"].given() == self.ids["organisation"]
        self.save_form(form)
        page = shell_of(self.window).page
        assert isinstance(page, CasePage)
        page.print_paper("referral_letter")  # the menu leads to the steps of a referral instead
        self.settle()
        self.dialog("paper")
        line, purpose = self.see(QWidget, "paper.recipient"), self.see(Pick, "paper.purpose")
        assert not self.see(Button, "paper.save").isEnabled()
        type_in(line, str(organisation["name"]))
        QTest.keyClick(line, Key.Key_Return)
        QTest.keyClicks(purpose, str(purpose.itemText(purpose.findData("referral")))[:4])
        self.settle()
        dialog = find(self.window, PaperDialog, "paper")
        order = dialog.order()
        assert (order.recipient, order.purpose) == (self.ids["organisation"], "referral")
        assert dialog._seen is not None and dialog._seen.records, (dialog._seen, trouble_of(dialog))
        for at, _ in enumerate(dialog._seen.texts):
            area_shows(self.see(QWidget, f"paper.text.{at}.answer.goes"))
            self.press(f"paper.text.{at}.answer.goes")
        self.press("paper.save")
        self.save_file("paper.place", file)

    def words_of_gate(self) -> str:
        """What the panel names as missing."""
        assert self.gate._gate is not None
        return " | ".join(f"{one.kind} {one.field} {one.text}" for one in self.gate._gate.missing).casefold()

    def _follow(self, leaving: Leaving, to_do: list[tuple[str, Mapping[str, Any]]]) -> None:
        """Follow the first button of the gate to where it leads, and do there what is to do."""
        before = self.words_of_gate()
        ways = [(kind, button) for kind, _field, button in self.ways()]
        to_do += [("task", {})]
        at_hand = {kind: one for one in reversed(to_do) if not self._waits(one[1]) for kind in [one[0]]}
        kind, button = next(((kind, button) for kind, button in ways if kind in at_hand), ("", None))
        assert button is not None, f"{leaving.step}: nothing is at hand for {before}"
        fields = at_hand[kind]
        to_do.remove(fields)
        self.see(Button, button.objectName())
        area_shows(button)
        click(button)
        self.settle()
        if kind == "task":
            self.finish_tasks()
            self.press_step(leaving.step)
        elif kind == "screening":
            self.screen(str(fields[1]["outcome"]))
            self.press_step(leaving.step)
        else:
            self._fill_and_save(kind, fields[1])
        more = any(one[0] == kind for one in to_do)  # several of a kind answer one point together
        assert more or self.words_of_gate() != before, f"{leaving.step}: {kind} was saved, still: {before}"

    def _waits(self, fields: Mapping[str, Any]) -> bool:
        """Whether a record leads to one that is not written yet."""
        leads = [str(value)[1:] for value in fields.values() if str(value).startswith("$")]
        return any(kind not in self.ids for kind in leads)

    def _fill_and_save(self, kind: str, fields: Mapping[str, Any]) -> None:
        given = {name: self.ids.get(str(value)[1:], value) for name, value in fields.items()}
        given = {name: given[name] if str(value).startswith("$") else value for name, value in fields.items()}
        record = given.pop("id", None)
        form = self.fill_form(kind, given)
        assert record is None or form.record == record, f"{kind}: another record is open"
        before = self.written.get(form.record, {}) if record is None else {}
        other = [name for name, value in before.items() if given.get(name, value) != value]
        assert not other, f"{kind}: led to another record, whose {other} would be lost"
        self.written[self.save_form(form)] = given


@contextmanager
def sitting(vault: Path) -> Iterator[Casework]:
    """Somebody at a vault; the window is put away at the end, and there was no bug."""
    one = Casework(vault)
    try:
        yield one
    finally:
        one.put_away()
    assert not one.bugs, one.bugs

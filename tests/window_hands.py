"""A person at the window: presses, types, chooses from lists, answers dialogs, locks and unlocks.

`Sitting` is that person at one vault. It knows of the window only what can be seen: objectNames of what is
pressed, and the fields of the form that is open.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QApplication,
    QDialog,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QWidget,
)

from tests.window_ground import find, put_away, settle, shell_of
from tests.window_ground import write as commit
from victimcase.domain.values import parse, to_plain
from victimcase.gui.app import Program, make_app
from victimcase.gui.entry.first_run import FirstRun
from victimcase.gui.entry.unlock import Unlock
from victimcase.gui.forms.codes import ChipsEditor, ChoiceEditor, YesNoEditor, index_of
from victimcase.gui.forms.days import DayEditor
from victimcase.gui.forms.field_row import FieldRow
from victimcase.gui.forms.lines import LongTextEditor, TextEditor
from victimcase.gui.forms.links import UserEditor
from victimcase.gui.forms.suggestions import Index, PickLine
from victimcase.gui.jobs import Jobs
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.notice import Notice
from victimcase.gui.shell import Shell
from victimcase.gui.successor import Locked
from victimcase.gui.window import Window

W = TypeVar("W", bound=QWidget)
LEFT = Qt.MouseButton.LeftButton
Key = Qt.Key


def click(widget: QWidget) -> None:
    """Press something as a mouse does; what is hidden or cannot be pressed fails."""
    assert widget.isVisible(), f"{widget.objectName()} cannot be seen"
    assert widget.isEnabled(), f"{widget.objectName()} cannot be pressed: {widget.toolTip()}"
    QTest.mouseClick(widget, LEFT)


def type_in(widget: QWidget, text: str) -> None:
    """Write as a keyboard does, or as an input method where the script needs one."""
    assert widget.isVisible() and widget.isEnabled(), widget.objectName()
    widget.setFocus()
    if text.isascii():
        QTest.keyClicks(widget, text)
    else:
        commit(widget, text)


def take(within: QWidget, name: str, text: str) -> None:
    """Search in the line of a name and take the first that fits."""
    line = find(within, PickLine, name)
    line.clear()
    type_in(line, text)
    QTest.keyClick(line, Key.Key_Return)


def choose(line: PickLine, index: Index, code: str) -> None:
    """Type the words of a thing into a line that searches, and take it with Enter from its list."""
    type_in(line, index.by_code[code].words)
    QTest.keyClick(line, Key.Key_Return)


def fill(row: FieldRow, value: Any) -> None:
    """Answer one question of a form by hand; what has no line to type into is set as its editor takes it."""
    editor, plain = row.editor, to_plain(parse(row.place.spec, value, row.place.reference))
    assert editor is not None, f"{row.name} cannot be written: {row.closed}"
    if row.given() == plain:
        return
    match editor:
        case TextEditor() | LongTextEditor() | DayEditor():
            target = editor.target()
            assert isinstance(target, QLineEdit | QPlainTextEdit)
            target.selectAll()
            type_in(target, str(plain))
        case YesNoEditor():
            click(editor.segments.buttons[0 if plain else 1])
        case ChoiceEditor() if editor.segments is not None:
            name = f"{row.place.object_name}.{plain}"
            click(next(one for one in editor.segments.buttons if one.objectName() == name))
        case ChoiceEditor():
            _pick(editor, str(plain))
        case ChipsEditor():
            for code in plain if isinstance(plain, list) else []:
                choose(editor.chips.line, editor.chips._index, str(code))
        case UserEditor() if plain == row.place.desk.me.login:
            click(find(editor, Button, f"{row.place.object_name}.me"))
        case _:
            row.put(plain)
    assert str(row.given()) == str(plain), f"{row.name}: {row.given()!r} stands there, not {plain!r}"


def _pick(editor: ChoiceEditor, code: str) -> None:
    assert editor.pick is not None
    editor.pick.line.clear()
    choose(editor.pick.line, index_of(editor.place), code)


def trouble_of(within: QWidget) -> str:
    """What every notice in sight says."""
    shown = [one for one in within.findChildren(Notice) if one.isVisible()]
    return " | ".join(f"{one.accessibleName()} {one.accessibleDescription()}" for one in shown)


@dataclass
class Sitting:
    """Somebody before the window of one vault. What ends a job and is no error of the user is in `bugs`."""

    vault: Path
    bugs: list[object] = field(default_factory=list)
    lefts: list[Locked] = field(default_factory=list)
    program: Program | None = None
    who: str = ""

    def start(self, *, quick: bool = True) -> None:
        """Start the program: the next one after a lock, the first one before."""
        make_app()
        before = self.lefts[-1] if self.lefts else None
        window = Window(Jobs())
        window.jobs.bug.connect(self.bugs.append)
        vault = self.vault if before is not None else None
        self.program = Program(window, before=before, on_locked=self.lefts.append, vault=vault)
        window.resize(1366, 768)
        self.program.begin()
        if isinstance(window.entry(), FirstRun):
            window.entry()._quick = quick  # type: ignore[union-attr]
        window.show()
        window.activateWindow()
        self.settle()
        assert window.isActiveWindow()

    @property
    def window(self) -> Window:
        """The window."""
        assert self.program is not None
        return self.program.window_

    @property
    def shell(self) -> Shell:
        """What is around the pages."""
        return shell_of(self.window)

    def settle(self) -> None:
        """Wait as a person does: until nothing changes any more."""
        settle(self.window)

    def see(self, kind: type[W], name: str) -> W:
        """What is in sight, in the window or a dialog over it; of several of a name the one that is seen."""
        tops = [self.window, *(one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog))]
        found = [one for top in tops if top.isVisible() for one in top.findChildren(kind, name)]
        found = list(dict.fromkeys(one for one in found if one.isVisible()))
        if not found:
            find(self.window, kind, name)  # tells the alike
        assert found, f"{name} is there and cannot be seen. {trouble_of(self.window)}"
        return found[-1]

    def press(self, name: str) -> None:
        """Press what has this name, and wait."""
        click(self.see(QWidget, name))
        self.settle()

    def write(self, name: str, text: str) -> None:
        """Type into the line of this name."""
        type_in(self.see(QWidget, name), text)

    def keys(self, key: Qt.Key) -> None:
        """Press a key together with Control, and wait. Offscreen nobody brings the window to the front again
        when a dialog goes, as every desktop does.
        """
        front = QApplication.activeWindow()
        if front is None or not front.isVisible():
            self.window.activateWindow()
            QApplication.processEvents()
        target = QApplication.focusWidget() or self.window
        QTest.keyClick(target, key, Qt.KeyboardModifier.ControlModifier)
        self.settle()

    def pick_from(self, menu: str, words: str) -> None:
        """Open a menu and press its entry that begins with these words."""
        found = find(self.window, QMenu, menu)
        found.popup(self.window.mapToGlobal(QPoint(40, 40)))
        action = next((one for one in _actions(found) if one.text().startswith(words)), None)
        assert action is not None, f"no “{words}” in {[one.text() for one in _actions(found)]}"
        found.close()
        action.trigger()
        self.settle()

    def dialog(self, name: str) -> QDialog:
        """A dialog that is open."""
        tops = [one for one in QApplication.topLevelWidgets() if isinstance(one, QDialog)]
        found = [one for one in tops if one.objectName() == name and one.isVisible()]
        assert found, f"no dialog “{name}” is open. {trouble_of(self.window)}"
        return found[0]

    def save_file(self, name: str, file: Path) -> None:
        """Type where a file goes into the dialog that asks, and press Enter."""
        dialog = self.dialog(name)
        line = find(dialog, QLineEdit, "fileNameEdit")
        line.selectAll()
        QTest.keyClicks(line, str(file))
        QTest.keyClick(line, Key.Key_Return)
        self.settle()

    def unlock(self, login: str, passphrase: str) -> None:
        """Type login and passphrase into the unlock page and press Enter."""
        page = self.window.entry()
        assert isinstance(page, Unlock), page
        page.user.clear()
        type_in(page.user, login)
        type_in(page.secret.line, passphrase)
        self.press("lock.unlock")
        assert self.window.shell is not None, trouble_of(page)
        self.who = login

    def lock(self) -> None:
        """Press Ctrl+L; the program that comes after stands before the unlock page."""
        locks = len(self.lefts)
        self.keys(Key.Key_L)
        assert len(self.lefts) == locks + 1 and self.window.desk is None
        assert self.window.steps[-1] == "vault"
        self.put_away()
        self.start()

    def become(self, login: str, passphrase: str) -> None:
        """Let somebody else sit down, unless they sit there already."""
        if self.who != login:
            self.lock()
            self.unlock(login, passphrase)

    def put_away(self) -> None:
        """Close the window for good."""
        if self.program is not None:
            window, self.program = self.window, None
            put_away(window)


def area_shows(widget: QWidget) -> None:
    """Scroll, as a wheel would, until something is in sight."""
    from PySide6.QtWidgets import QScrollArea

    above = widget.parentWidget()
    while above is not None:
        if isinstance(above, QScrollArea):
            above.ensureWidgetVisible(widget)
        above = above.parentWidget()
    QApplication.processEvents()


def _actions(menu: QMenu) -> Iterator[QAction]:
    for action in menu.actions():
        below = action.menu()
        if isinstance(below, QMenu):
            yield from _actions(below)
        elif action.text():
            yield action

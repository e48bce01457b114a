"""Builds everything once: the application, its look, its window; and leads from the entry to the pages."""

from __future__ import annotations

import dataclasses
import importlib
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QLocale, QLoggingCategory, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication

from victimcase.gui import fonts, languages, theme, traces
from victimcase.gui.colours import Mode
from victimcase.gui.entry.unlock import Before, Unlock
from victimcase.gui.jobs import Jobs, Lane
from victimcase.gui.successor import Locked, Why, replace, take
from victimcase.gui.watch import Asleep, Desktop, Idle
from victimcase.gui.window import Window
from victimcase.i18n import N_, tr
from victimcase.services import machine, vault_folders
from victimcase.services.look import Look
from victimcase.services.machine import Machine

if TYPE_CHECKING:
    from victimcase.gui.entry.first_run import FirstRun
    from victimcase.gui.entry.opening import Opened

RTL_LANGUAGES = frozenset({"fa", "ps", "ur", "ar"})

SWITCH = 0.001
"""Seconds a thread keeps the interpreter: short, so that a query never holds up a key."""

WITHOUT_SCREEN = frozenset({"offscreen", "minimal", "linuxfb", "eglfs", "vnc", "minimalegl"})
"""Platforms of Qt that need no desktop."""


def make_app(arguments: Sequence[str] = (), *, all_fonts: bool = True) -> QApplication:
    """The application with its fonts; the one there is, where there is one."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(["victimcase", *arguments])
    app.setApplicationName("victimcase")
    app.setApplicationDisplayName("victimcase")
    traces.leave_none()
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateMenu, False)
    app.setEffectEnabled(Qt.UIEffect.UI_AnimateCombo, False)
    sys.setswitchinterval(SWITCH)
    QLoggingCategory.setFilterRules("qt.text.font.db.info=false")  # Qt tells of every family it passes over
    fonts.load_first()
    if all_fonts:
        fonts.load_others()
    return app


def turn(app: QApplication, *, right_to_left: bool) -> None:
    """Let reading go from the right, or from the left."""
    app.setLayoutDirection(
        Qt.LayoutDirection.RightToLeft if right_to_left else Qt.LayoutDirection.LeftToRight
    )
    QLocale.setDefault(QLocale("fa_AF" if right_to_left else "en_GB"))


def make_window(mode: Mode = Mode.SYSTEM, text_size: int = 100) -> Window:
    """The window, in a look, with lanes of its own."""
    app = make_app()
    theme.apply(app, mode, text_size)
    return Window(Jobs())


class Program(QObject):
    """Leads from the entry to the pages and back: what is shown when, and in which look."""

    def __init__(
        self,
        window: Window,
        *,
        vault: Path | None = None,
        user: str = "",
        language: str = "",
        before: Locked | None = None,
        on_locked: Callable[[Locked], object] = replace,
    ) -> None:
        super().__init__(window)
        self.window_, self._vault, self._user, self._before = window, vault, user, before
        known = machine.load()
        self.machine: Machine = known
        self.look = dataclasses.replace(known.look, language=language) if language else known.look
        self.minutes = 0
        self.idle: Idle | None = None
        self._on_locked = on_locked
        window.locked.connect(self._locked)
        window.look_chosen.connect(self.choose_look)
        window.idle_chosen.connect(self.wait_for)

    def begin(self) -> None:
        """Show what is first: the unlock page of a vault that is known, or the first run."""
        self.apply_look(self.look)
        unfinished = [one for one in self.machine.vaults if vault_folders.is_unfinished(one)]
        if self._vault is not None or self._vaults():
            self.show_unlock()
        else:
            self.show_first_run(unfinished[0] if unfinished else None)

    def _vaults(self) -> list[Path]:
        """Vaults that can be offered, the wanted one first."""
        found = [one for one in self.machine.vaults if vault_folders.is_vault(one)]
        found = [one for one in found if not vault_folders.is_unfinished(one)]
        wanted = [self._vault.absolute()] if self._vault is not None else []
        return list(dict.fromkeys([*wanted, *found]))

    def show_unlock(self, *, vault: Path | None = None, user: str = "", passphrase: str = "") -> Unlock:
        """Show the page that asks who is there."""
        if vault is not None:
            self._vault = vault
        locked = self._before
        before = Before()
        if locked is not None:
            wait = vault_folders.SUCCESSOR_WAITS if locked.handed is None else 0.0
            before = Before(locked.why, locked.kept, locked.handed, Path(locked.vault), wait)
        page = Unlock(
            self.window_.jobs,
            self.look,
            self._vaults(),
            user=user or self._user,
            before=before,
            passphrase=passphrase,
        )
        page.entered.connect(self.entered)
        page.set_up.connect(lambda: self.show_first_run(None))
        page.demo.connect(self._show_demo)
        page.look_chosen.connect(self._look_before)
        self.window_.show_entry(page)
        page.first_focus().setFocus()
        return page

    def show_first_run(self, unfinished: Path | None, *, demo: bool = False) -> FirstRun:
        """Show the three steps that set up a vault."""
        from victimcase.gui.entry.first_run import FirstRun  # seldom needed, and heavy

        page = FirstRun(self.window_.jobs, self.look, unfinished, can_open=bool(self._vaults()))
        page.entered.connect(self.entered)
        page.demo_made.connect(self._demo_made)
        page.other.connect(self._other_vault)
        page.look_chosen.connect(self._look_before)
        self.window_.show_entry(page)
        if demo:
            page.look_around()
        page.first_focus().setFocus()
        return page

    def _show_demo(self) -> None:
        self.show_first_run(None, demo=True)

    def _other_vault(self) -> None:
        page = self.show_unlock()
        if not self._vaults():
            page.choose_folder()

    def _demo_made(self, folder: Path, login: str, passphrase: str) -> None:
        machine.remember_vault(folder)
        self.machine = machine.load()
        self.show_unlock(vault=folder, user=login, passphrase=passphrase)

    def entered(self, opened: Opened, folder: Path) -> None:
        """Somebody signed in: show the pages as they like them."""
        from victimcase.gui.kept import drafts_notice, read_only_notice

        self._before = None
        machine.remember_vault(folder)
        if opened.look is not None:
            self.apply_look(opened.look)
        shell = self.window_.open_session(opened.session, folder)
        assert self.window_.desk is not None
        self.wait_for(opened.idle_minutes)
        if opened.read_only:
            shell.add_notice(read_only_notice(opened.read_only))
        if opened.drafts:
            shell.add_notice(drafts_notice(self.window_.desk, opened.drafts))

    def wait_for(self, minutes: int) -> None:
        """Lock after so many minutes without a touch."""
        self.minutes = minutes
        if self.idle is None:
            self.idle = Idle(minutes * 60_000, self)
            self.idle.passed.connect(lambda: self.window_.lock(Why.IDLE))
        self.idle.set_milliseconds(minutes * 60_000)

    def watch(self) -> None:
        """Lock when the machine sleeps or the screen locks."""
        asleep, desktop = Asleep(self), Desktop(self)
        asleep.slept.connect(lambda: self.window_.lock(Why.SLEEP))
        desktop.sleeps.connect(lambda: self.window_.lock(Why.SLEEP))
        desktop.screen_locked.connect(lambda: self.window_.lock(Why.SCREEN))

    def choose_look(self, look: Look) -> None:
        """Somebody who is signed in likes another look: take it on at once, and for the entry too."""
        before = self.look
        self.apply_look(look)
        machine.keep_look(look)
        if (before.text_size, before.language) != (look.text_size, look.language):
            self.window_.rebuild("settings")

    def _look_before(self, look: Look) -> None:
        """The look of the entry changes: the page is built anew in it."""
        self.apply_look(look)
        machine.keep_look(look)
        page = self.window_.entry()
        if isinstance(page, Unlock):
            self._user = page.user.text()
            self.show_unlock(vault=page.chosen())
        else:
            self.show_first_run(None)

    def apply_look(self, look: Look) -> None:
        """Show the window in a look, and let it speak its language."""
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        self.look = look
        spoken = languages.speak(look.language)
        turn(app, right_to_left=spoken in RTL_LANGUAGES)
        theme.apply(app, Mode(look.theme), look.text_size)

    def _locked(self, locked: Locked) -> None:
        if self.idle is not None:
            self.idle.stop()
            self.idle = None
        self._on_locked(locked)


class _FirstPaint(QObject):
    """Does something once, right after the window was painted for the first time."""

    def __init__(self, window: Window, then: Callable[[], None]) -> None:
        super().__init__(window)
        self._then = then
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Wait for the first paint."""
        if event.type() is QEvent.Type.Paint:
            watched.removeEventFilter(self)
            QTimer.singleShot(0, self._then)
        return False


def _make_ready(window: Window) -> None:
    """While somebody types their passphrase: letters of other scripts, and what the pages will need."""
    fonts.load_others()
    window.jobs.start(Lane.WORK, _load_pages, owner=window)


def _load_pages() -> None:
    """Load what unlocking and the first page need, so that neither waits for it."""
    for name in ("victimcase.gui.entry.opening", "victimcase.services.entrance", "victimcase.gui.shell"):
        importlib.import_module(name)


def can_show() -> bool:
    """Whether there is a screen for a window. Qt ends the process where there is none, so this asks first."""
    chosen = os.environ.get("QT_QPA_PLATFORM", "").partition(":")[0]
    if sys.platform != "linux" or chosen in WITHOUT_SCREEN or os.environ.get("WAYLAND_DISPLAY"):
        return True
    if not os.environ.get("DISPLAY"):
        return False
    import ctypes

    try:
        xcb = ctypes.CDLL("libxcb.so.1")
    except OSError:
        return True
    xcb.xcb_connect.restype = ctypes.c_void_p
    xcb.xcb_connection_has_error.argtypes = xcb.xcb_disconnect.argtypes = [ctypes.c_void_p]
    connection = xcb.xcb_connect(None, None)
    try:
        return not xcb.xcb_connection_has_error(connection)
    finally:
        xcb.xcb_disconnect(connection)


def no_screen() -> str:
    """What to say where no window can be shown."""
    return tr(
        N_(
            "There is no screen to show the window on, so nothing was opened. Start the program on a "
            "desktop, or use a command: “victimcase --help” lists them."
        )
    )


def run(
    vault: str | None = None, user: str | None = None, locale: str | None = None, passphrase: str = ""
) -> int:
    """Show the window until it is closed; the exit status. With a passphrase it opens signed in."""
    before = take()
    if not can_show():
        print(no_screen(), file=sys.stderr)
        return 1
    app = make_app(all_fonts=False)
    window = Window(Jobs())
    window.bugs.watch()
    folder = Path(before.vault) if before else Path(vault) if vault else None
    login = before.login if before else user or ""
    program = Program(window, vault=folder, user=login, language=locale or "", before=before)
    program.begin()
    if passphrase and folder is not None and before is None:
        program.show_unlock(user=login, passphrase=passphrase).unlock()
    _FirstPaint(window, lambda: _make_ready(window))
    window.resize(1366, 768)
    room = app.primaryScreen().availableSize()
    small = room.width() < 1440 or room.height() < 840
    if before and before.place:
        window.setGeometry(*before.place)
    if before.large if before else small:
        window.showMaximized()
    else:
        window.show()
    if before and before.why is Why.HIDE:
        window.hide_content()
    program.watch()
    return app.exec()

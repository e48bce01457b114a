"""What locks the window without anybody pressing a key: nobody is there, the screen locks, the machine
sleeps.
"""

from __future__ import annotations

import os
import sys
import time
from typing import Final

import shiboken6
from PySide6.QtCore import SLOT, QEvent, QObject, QTimer, Signal, Slot
from PySide6.QtGui import QGuiApplication, QWindow

TOUCHES: Final = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.InputMethod,
        QEvent.Type.MouseButtonPress,
        QEvent.Type.MouseMove,
        QEvent.Type.Wheel,
        QEvent.Type.TouchBegin,
        QEvent.Type.TabletPress,
    }
)
"""What shows that somebody is there."""

TICK: Final = 15_000
GAP: Final = 60.0
"""Seconds by the clock between two ticks after which the machine must have slept."""


class Idle(QObject):
    """Tells when nobody has touched keyboard or mouse for a while.

    It listens at the window that has the keyboard, where every touch passes on its way to a widget. It never
    listens at the application: then each widget, even one that is just being taken apart, would be held up to
    Python, and PySide6 does not always survive that.
    """

    passed = Signal()

    def __init__(self, milliseconds: int, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._timer = QTimer(self, singleShot=True, interval=milliseconds)
        self._timer.timeout.connect(self.passed)
        self._last = 0.0
        self._window: QWindow | None = None
        app = QGuiApplication.instance()
        assert isinstance(app, QGuiApplication)
        app.focusWindowChanged.connect(self.listen)
        self.listen(app.focusWindow())
        self._timer.start()

    def listen(self, window: QWindow | None) -> None:
        """Listen at another window."""
        if self._window is not None and shiboken6.isValid(self._window):
            self._window.removeEventFilter(self)
        self._window = window
        if window is not None:
            window.installEventFilter(self)

    def set_milliseconds(self, milliseconds: int) -> None:
        """Wait longer or shorter from now on."""
        self._timer.start(milliseconds)

    @property
    def milliseconds(self) -> int:
        """How long it waits."""
        return self._timer.interval()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Somebody is there: begin to wait anew."""
        if event.type() in TOUCHES:
            now = time.monotonic()
            if now - self._last > 0.2:
                self._last = now
                self._timer.start()
        return False

    def stop(self) -> None:
        """Wait no more."""
        self._timer.stop()
        app = QGuiApplication.instance()
        if isinstance(app, QGuiApplication):
            app.focusWindowChanged.disconnect(self.listen)
        self.listen(None)


class Asleep(QObject):
    """Tells, when the machine is awake again, that it slept: its clock went on and this program did not.

    Works everywhere, but only after the sleep. On Linux `Desktop` is told before.
    """

    slept = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._last = time.time()
        self._timer = QTimer(self, interval=TICK)
        self._timer.timeout.connect(lambda: self.tick(time.time()))
        self._timer.start()

    def tick(self, now: float) -> None:
        """Compare the clock with the last look at it."""
        gap, self._last = now - self._last, now
        if gap > GAP:
            self.slept.emit()


def session_path(name: str) -> str:
    """The path of a login session on the bus, as systemd spells its name."""
    spelt = "".join(
        sign if (sign.isascii() and sign.isalpha()) or (sign.isdigit() and at) else f"_{ord(sign):02x}"
        for at, sign in enumerate(name)
    )
    return f"/org/freedesktop/login1/session/{spelt}"


class Desktop(QObject):
    """Hears from the desktop that the screen is locked or the machine goes to sleep.

    On Linux by D-Bus: logind (sleep, and the lock of this login session), and the screen savers of
    freedesktop and GNOME. Qt tells nothing of this on Windows and macOS: there a sleep is noticed on waking
    (`Asleep`), the lock of the screen not at all, and the idle time has to do.
    """

    screen_locked = Signal()
    sleeps = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.heard: list[str] = []
        """What could be subscribed to."""
        if sys.platform == "linux":
            self._subscribe()

    def _subscribe(self) -> None:
        try:
            from PySide6.QtDBus import QDBusConnection
        except ImportError:  # a system without the D-Bus library
            return
        login = "org.freedesktop.login1"
        system, session = QDBusConnection.systemBus(), QDBusConnection.sessionBus()
        wanted = [
            (system, login, "/org/freedesktop/login1", f"{login}.Manager", "PrepareForSleep", "_sleep(bool)"),
            *(
                (session, "", "", f"org.{who}.ScreenSaver", "ActiveChanged", "_screen(bool)")
                for who in ("freedesktop", "gnome")
            ),
        ]
        here = os.environ.get("XDG_SESSION_ID", "")
        if here:
            wanted.append((system, login, session_path(here), f"{login}.Session", "Lock", "_lock()"))
        for bus, service, path, interface, name, slot in wanted:
            if not bus.isConnected():
                continue
            # The stubs say bytes; what is taken is the text SLOT gives.
            if bus.connect(service, path, interface, name, self, SLOT(slot)):  # type: ignore[call-overload]
                self.heard.append(f"{interface}.{name}")

    @Slot(bool)
    def _sleep(self, begins: bool) -> None:
        if begins:
            self.sleeps.emit()

    @Slot(bool)
    def _screen(self, active: bool) -> None:
        if active:
            self.screen_locked.emit()

    @Slot()
    def _lock(self) -> None:
        self.screen_locked.emit()


def hide_from_capture(window_id: int) -> bool:
    """Keep the window out of pictures and films of the screen; whether the system does it.

    Windows does. Linux has no such thing (on Wayland programs must ask the person first, on X11 anybody may
    look), and Qt offers none for macOS.
    """
    if sys.platform != "win32":
        return False
    import ctypes

    exclude_from_capture = 0x11
    return bool(ctypes.windll.user32.SetWindowDisplayAffinity(window_id, exclude_from_capture))

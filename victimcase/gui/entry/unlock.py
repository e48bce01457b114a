"""The page that asks who is there: vault, login, passphrase, or the recovery code."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFileDialog, QLineEdit, QMenu, QVBoxLayout, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui.entry.ground import EntryPage
from victimcase.gui.entry.secret import Secret
from victimcase.gui.entry.signs import Round
from victimcase.gui.jobs import Jobs, Lane
from victimcase.gui.parts.boxes import STRETCH, Flow, clear, column, holder, row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.inputs import Pick
from victimcase.gui.parts.notice import Notice
from victimcase.gui.parts.text import Label, LinkButton
from victimcase.i18n import N_, tr
from victimcase.services import vault_folders
from victimcase.services.look import Look

if TYPE_CHECKING:
    from victimcase.gui.entry.opening import Opened

PATIENCE = 4000
"""Milliseconds of opening after which a reason is said for the wait."""


@dataclass(frozen=True)
class Before:
    """What was before this page: why the window was locked, whether a form was kept, and the handle the
    vault's lock hangs on.
    """

    why: str = ""
    kept: bool = False
    handed: int | None = None
    vault: Path | None = None
    wait: float = 0.0


class Unlock(EntryPage):
    """Asks for vault, login and passphrase; `entered` carries what it opened."""

    entered = Signal(object, object)
    """What was opened (`Opened`), and the folder of the vault."""
    set_up = Signal()
    demo = Signal()

    def __init__(
        self,
        jobs: Jobs,
        look: Look,
        vaults: Sequence[Path],
        *,
        user: str = "",
        before: Before | None = None,
        passphrase: str = "",
    ) -> None:
        foot = tr(N_("After several wrong tries, each one waits a little longer. Nothing is ever deleted."))
        super().__init__(look, wide=400, foot=foot)
        self.jobs = jobs
        self._before = before or Before()
        self._by_code = False
        self._tries = 0
        self._seconds = 0
        self._busy = False
        self._second = QTimer(self, interval=1000)
        self._second.timeout.connect(self._wait_on)
        self._slow = QTimer(self, singleShot=True, interval=PATIENCE)
        self._slow.timeout.connect(self._say_slow)
        self._build(vaults)
        self.user.setText(user)
        self.secret.line.setText(passphrase)
        self.setAccessibleName(self._title.text())

    def _build(self, vaults: Sequence[Path]) -> None:
        locked = bool(self._before.why)
        self._title = Label(tr(N_("Locked")) if locked else tr(N_("Open your vault")), "lock")
        self._more = Label(self._said(), "second", wrap=True)
        self._more.setVisible(bool(self._more.text()))
        self.vault = Pick(name="lock.vault", aloud=tr(N_("Vault")))
        self.offer(vaults)
        self.vault.picked.connect(self._picked)
        self.user = QLineEdit()
        self.user.setObjectName("lock.user")
        self.user.setAccessibleName(tr(N_("Your login")))
        self.user.setInputMethodHints(Qt.InputMethodHint.ImhNoAutoUppercase)
        self.user.returnPressed.connect(self._next)
        self.secret = Secret(name="lock.password", aloud=tr(N_("Passphrase")))
        self.secret.line.returnPressed.connect(self.unlock)
        self.code = QLineEdit()
        self.code.setObjectName("lock.code")
        self.code.setAccessibleName(tr(N_("Recovery code")))
        self.code.setPlaceholderText("7K3M-9QXT-…")
        self.code.returnPressed.connect(self.unlock)
        self._person = holder(
            column(
                self._field(tr(N_("Your login")), self.user),
                self._field(tr(N_("Passphrase")), self.secret),
                space=16,
            )
        )
        note = Label(tr(N_("Small letters, spaces and hyphens do not matter.")), "small", wrap=True)
        self._sheet_code = holder(
            column(self._field(tr(N_("Recovery code, from the paper")), self.code), note, space=8)
        )
        self._sheet_code.hide()
        self._notices = column(space=0)
        self.button = Button(tr(N_("Unlock")), name="lock.unlock", kind="filled", pressed=self.unlock)
        self.button.setSizePolicy(
            self.button.sizePolicy().Policy.Expanding, self.button.sizePolicy().Policy.Fixed
        )
        self._state = Label("", "small", wrap=True)
        self._state.setObjectName("lock.state")
        self._state.hide()
        self.put(
            column(
                row(Round("lock-key"), STRETCH),
                column(self._title, self._more, space=2),
                self._field(tr(N_("Vault")), self.vault),
                self._person,
                self._sheet_code,
                self._notices,
                column(self.button, self._state, space=8),
                self._ways(),
                space=16,
                margins=(32, 28, 32, 20),
            )
        )

    def _said(self) -> str:
        if self._before.kept:
            return tr(N_("The form you were writing is kept. It opens where you left it."))
        return {
            "idle": tr(N_("Nobody touched this computer for a while. Everything saved is safe.")),
            "sleep": tr(N_("The computer slept. Everything saved is safe.")),
            "screen": tr(N_("The screen was locked. Everything saved is safe.")),
        }.get(self._before.why, "")

    def _field(self, words: str, inside: QWidget) -> QVBoxLayout:
        label = Label(words, "smallstrong")
        label.setBuddy(inside)
        return column(label, inside, space=4)

    def _ways(self) -> QWidget:
        self._swap = LinkButton(tr(N_("Use the recovery code")), name="lock.use_code")
        self._swap.clicked.connect(self._other_way)
        menu = QMenu(self)
        menu.setObjectName("lock.others.menu")
        menu.addAction(tr(N_("Choose its folder…")), self.choose_folder)
        menu.addAction(tr(N_("Set up a new vault…")), self.set_up.emit)
        menu.addAction(tr(N_("Look around in the demo vault…")), self.demo.emit)
        other = LinkButton(tr(N_("Open another vault")), name="lock.others")
        other.setMenu(menu)
        other.setPopupMode(LinkButton.ToolButtonPopupMode.InstantPopup)
        other.setProperty("menu", "plain")
        made = QWidget()
        flow = Flow(8)
        flow.addWidget(self._swap)
        flow.addWidget(other)
        made.setLayout(flow)
        return made

    def offer(self, vaults: Sequence[Path]) -> None:
        """Offer these vaults, the first of them picked."""
        self.vault.set_options([(one, _name(one, vaults)) for one in vaults])
        if vaults:
            self.vault.setToolTip(str(vaults[0]))

    def chosen(self) -> Path | None:
        """The vault that is picked."""
        found = self.vault.value()
        return found if isinstance(found, Path) else None

    def first_focus(self) -> QWidget:
        """Where typing begins."""
        if self._by_code:
            return self.code
        return self.user if not self.user.text() else self.secret.line

    def choose_folder(self) -> None:
        """Look for the folder of a vault."""
        dialog = QFileDialog(self, tr(N_("Choose the folder of a vault")))
        dialog.setObjectName("lock.folder")
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.fileSelected.connect(lambda found: self.add_vault(Path(found)))
        dialog.open()

    def add_vault(self, folder: Path) -> None:
        """Offer one more vault and pick it."""
        known = [self.vault.itemData(i) for i in range(self.vault.count())]
        self.offer([folder, *(one for one in known if one != folder)])
        self._picked(folder)

    def _picked(self, folder: object) -> None:
        self.vault.setToolTip(str(folder))
        self._clear()
        self.first_focus().setFocus()

    def _other_way(self) -> None:
        self._by_code = not self._by_code
        self._person.setVisible(not self._by_code)
        self._sheet_code.setVisible(self._by_code)
        self._swap.setText(tr(N_("Use the passphrase")) if self._by_code else tr(N_("Use the recovery code")))
        self._swap.setAccessibleName(self._swap.text())
        self._clear()
        self.first_focus().setFocus()

    def _next(self) -> None:
        if self.secret.line.text():
            self.unlock()
        else:
            self.secret.line.setFocus()

    def unlock(self) -> None:
        """Try what was typed; deriving the key takes about a second, on the lane for long work."""
        folder = self.vault.value()
        if self._busy or self._seconds or not isinstance(folder, Path):
            return
        handed, wait = self._handed(folder), self._before.wait
        if self._by_code:
            if not self.code.text().strip():
                return
            run = partial(_by_code, folder, self.code.text(), handed, wait)
        else:
            login, passphrase = self.user.text().strip(), self.secret.line.text()
            if not login or not passphrase:
                (self.user if not login else self.secret.line).setFocus()
                return
            run = partial(_by_passphrase, folder, login, passphrase, handed, wait)
        self._clear()
        self._set_busy(True)
        self.jobs.start(
            Lane.WORK,
            run,
            owner=self,
            done=lambda opened: self._came(opened, folder),
            failed=self._failed,
        )

    def _handed(self, folder: Path) -> int | None:
        return self._before.handed if self._before.vault == folder else None

    def _set_busy(self, busy: bool) -> None:
        self._busy = busy
        for widget in (self.vault, self.user, self.secret, self.code):
            widget.setEnabled(not busy)
        self.button.setEnabled(not busy)
        self.button.say(tr(N_("Opening…")) if busy else tr(N_("Unlock")))
        if busy:
            self._slow.start()
        else:
            self._slow.stop()
            self._tell("")

    def _say_slow(self) -> None:
        self._tell(
            tr(
                N_(
                    "This takes longer than usual. After an update the vault is brought to the new version "
                    "first; a copy of how it was is kept."
                )
            )
        )

    def _tell(self, words: str) -> None:
        self._state.setText(words)
        self._state.setVisible(bool(words))

    def _came(self, opened: Opened, folder: Path) -> None:
        self.secret.take()
        self.code.clear()
        self._slow.stop()
        self.entered.emit(opened, folder)

    def _failed(self, problem: UserError) -> None:
        from victimcase.gui.words import next_step, time, what  # heavy; not needed for the first page
        from victimcase.services import entrance

        self._set_busy(False)
        more = next_step(problem)
        again = False
        if entrance.is_wrong_secret(problem):
            self.secret.take()
            self._tries += 1
            self._seconds = round(entrance.pause_after(self._tries))
            if self._seconds:
                self._second.start()
                self._say_wait()
        folder = self.vault.value()
        tone = "danger"
        if entrance.is_in_use(problem) and isinstance(folder, Path):
            tone = "warn"
            since = vault_folders.held_since(folder)
            if since is not None:
                more = tr(N_("It has been open there since {time}. {more}"), time=time(since), more=more)
            again = True
        notice = Notice(what(problem), more, tone=tone, name="lock.notice")
        if again:
            notice.add_way(tr(N_("Try again")), self.unlock, name="lock.again")
        self._notices.addWidget(notice)
        self.first_focus().setFocus()

    def _wait_on(self) -> None:
        self._seconds -= 1
        self._say_wait()
        if self._seconds <= 0:
            self._seconds = 0
            self._second.stop()

    def _say_wait(self) -> None:
        words = tr(N_("You can try again in {seconds} seconds."), seconds=self._seconds)
        self._tell(words if self._seconds > 0 else "")
        self.button.not_yet(words if self._seconds > 0 else "")

    def _clear(self) -> None:
        clear(self._notices)


def _by_passphrase(folder: Path, login: str, passphrase: str, handed: int | None, wait: float) -> Opened:
    """Open with a passphrase, on the lane for long work; what that needs is loaded here too."""
    from victimcase.gui.entry.opening import prepared
    from victimcase.services import entrance

    return prepared(entrance.enter(folder, login, passphrase, handed=handed, wait=wait))


def _by_code(folder: Path, typed: str, handed: int | None, wait: float) -> Opened:
    """Open with the code, once it is sure that it is one."""
    from victimcase.gui.entry.opening import prepared
    from victimcase.services import entrance

    entrance.require_code(typed)
    return prepared(entrance.enter_with_code(folder, typed, handed=handed, wait=wait))


def _name(folder: Path, among: Sequence[Path]) -> str:
    """What a vault is called: its folder, and where that lies when two have one name."""
    short = folder.name.removesuffix(".vault") or str(folder)
    alike = sum(one.name == folder.name for one in among) > 1
    return f"{short} – {folder.parent}" if alike else short

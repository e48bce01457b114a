"""The views of the list as tabs with their counts, and saving one more."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from victimcase.domain.errors import UserError
from victimcase.gui.desk import Desk, Saved
from victimcase.gui.dialogs.question import Dialog, ask
from victimcase.gui.pages.cases import views
from victimcase.gui.pages.cases.views import Shown
from victimcase.gui.parts.boxes import row
from victimcase.gui.parts.buttons import Button
from victimcase.gui.parts.chips import Tabs
from victimcase.gui.parts.text import Label
from victimcase.gui.words import next_step, what
from victimcase.i18n import N_, tr
from victimcase.services import case_list, preferences
from victimcase.services.case_list import Filters, Order
from victimcase.services.preferences import View


class ViewsBar(QWidget):
    """The tabs above the list. `chosen` is sent with a view, `wanted` when one is to be saved."""

    chosen = Signal(object)
    wanted = Signal()

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self.desk = desk
        self._shown = {one.code: one for one in views.built_in(desk.me)}
        self._counts: dict[str, int] = {}
        self._now = "all"
        self.tabs = Tabs(name="cases.view", aloud=tr(N_("Views of the list")))
        self.tabs.changed.connect(self._pressed)
        self._save = Button(tr(N_("Save this view")), name="cases.save_view", kind="quiet", icon="plus")
        self._save.clicked.connect(self.wanted)
        self._drop = Button(tr(N_("Forget this view")), name="cases.drop_view", kind="quiet", icon="x")
        self._drop.clicked.connect(self._ask_drop)
        box = row(self.tabs, self._drop, self._save, space=4, margins=(0, 4, 8, 0))
        box.setStretch(0, 1)
        self.setLayout(box)
        self._fill()

    def current(self) -> str:
        """The code of the view that is shown; empty for none of them."""
        return self._now

    def shown(self, code: str) -> Shown | None:
        """A view by its code."""
        return self._shown.get(code)

    def choose(self, code: str) -> None:
        """Light a view, without a word to anybody."""
        self._now = code
        self.tabs.choose(code)
        one = self._shown.get(code)
        self._drop.setVisible(one is not None and one.own)

    def read(self) -> None:
        """Ask for the views somebody saved, and for how many cases each has."""
        self.desk.look(preferences.views).then(self, self._came, key="views")

    def _came(self, found: list[View]) -> None:
        own = [views.saved(one) for one in found]
        self._shown = {one.code: one for one in [*views.built_in(self.desk.me), *own]}
        self._fill()
        for code, one in self._shown.items():
            self.desk.look(case_list.count, one.filters).then(
                self,
                partial(self._counted, code),
                failed=partial(self._uncounted, code),
                key=f"count {code}",
            )

    def _counted(self, code: str, count: int) -> None:
        self._counts[code] = count
        self.tabs.set_number(code, f"{count:,}")

    def _uncounted(self, code: str, _problem: UserError) -> None:
        """A view saved under another role asks for what may not be read any more: it has no number."""
        self._counts.pop(code, None)

    def _fill(self) -> None:
        self.tabs.set_tabs(
            [
                (code, one.title, f"{self._counts[code]:,}" if code in self._counts else "")
                for code, one in self._shown.items()
            ],
            self._now,
        )
        self.choose(self._now)

    def _pressed(self, code: str) -> None:
        self.choose(code)
        self.chosen.emit(self._shown[code])

    def ask_name(self, filters: Filters, order: Order) -> Dialog:
        """Ask for the name of the view that is to be saved."""
        dialog = Dialog(
            self.window(),
            tr(N_("Save this view of the list?")),
            tr(N_("Its filters and its order, for you alone. The same name again replaces it.")),
            name="cases.save_view.dialog",
        )
        line = QLineEdit()
        line.setObjectName("cases.save_view.name")
        line.setAccessibleName(tr(N_("Name of the view")))
        line.setMaxLength(60)
        now = self._shown.get(self._now)
        line.setText(now.title if now is not None and now.own else "")
        problem = Label("", "small", tone="danger", wrap=True)
        problem.hide()
        dialog.inside.addWidget(Label(tr(N_("Name of the view")), "small"))
        dialog.inside.addWidget(line)
        dialog.inside.addWidget(problem)

        def failed(error: UserError) -> None:
            problem.setText(f"{what(error)} {next_step(error)}")
            problem.show()

        def kept(_done: object) -> None:
            self._now = f"{views.OWN}{line.text().strip()}"
            dialog.accept()
            self.read()

        def save() -> None:
            view = views.kept(line.text(), filters, order)
            saved = Saved(tr(N_("Saved: view “{name}”"), name=line.text().strip()), undoable=False)
            self.desk.do(preferences.save_view, view).then(dialog, kept, failed=failed, saved=saved)

        dialog.add_button(tr(N_("Cancel")), dialog.reject, name="no")
        dialog.add_button(tr(N_("Save")), save, name="yes", kind="filled").setDefault(True)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()
        line.setFocus()
        return dialog

    def _ask_drop(self) -> None:
        one = self._shown[self._now]
        ask(
            self.window(),
            tr(N_("Forget the view “{name}”?"), name=one.title),
            tr(N_("The cases stay as they are; only this tab goes.")),
            yes=tr(N_("Forget it")),
            no=tr(N_("Keep it")),
            then=partial(self._dropped, one),
            name="cases.drop_view.dialog",
        )

    def _dropped(self, one: Shown) -> None:
        saved = Saved(tr(N_("Forgotten: view “{name}”"), name=one.title), undoable=False)
        self.desk.do(preferences.drop_view, one.title).then(self, lambda _done: self._gone(), saved=saved)

    def _gone(self) -> None:
        self._now = "all"
        self.read()
        self.chosen.emit(self._shown["all"])

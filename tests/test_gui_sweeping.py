"""While Qt goes through all widgets to give them a look, Python takes none of them apart."""

from __future__ import annotations

import gc

from PySide6.QtCore import QEvent
from PySide6.QtWidgets import QApplication, QWidget

from tests.window_ground import qapp
from victimcase.gui import theme
from victimcase.gui.colours import Mode
from victimcase.gui.sweeping import held

__all__ = ["qapp"]


class Asked(QWidget):
    """Notes, when letters change, whether Python might look for forgotten things now."""

    def __init__(self) -> None:
        super().__init__()
        self.looked: set[bool] = set()

    def changeEvent(self, event: QEvent) -> None:
        """A change of letters comes while Qt goes through its list."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self.looked.add(gc.isenabled())


def test_nothing_is_taken_apart_while_a_look_is_given(qapp: QApplication) -> None:
    """A look is given with Python held back; letters changed without it show what would be else."""
    one, other = Asked(), Asked()
    gc.enable()
    theme.apply(qapp, Mode.LIGHT, 150)
    assert one.looked == {False} and gc.isenabled()
    other.looked.clear()
    other.setFont(theme.font("title"))
    assert other.looked == {True}
    theme.apply(qapp, Mode.LIGHT)
    one.deleteLater()
    other.deleteLater()


def test_who_held_it_back_before_still_does(qapp: QApplication) -> None:
    """Inside a window the sweeper is the only one who looks, and stays it."""
    gc.disable()
    try:
        with held():
            assert not gc.isenabled()
        assert not gc.isenabled()
    finally:
        gc.enable()

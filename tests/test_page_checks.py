"""What the walk through every page would find: each check finds its flaw, and none where none is."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton, QScrollArea, QVBoxLayout, QWidget

from tests import page_checks as checks
from tests.window_ground import qapp
from victimcase.gui.parts.boxes import scrolling

__all__ = ["qapp"]

Build = Callable[[QVBoxLayout], None]


def planted(build: Build) -> QWidget:
    """A small page with a flaw in it, shown."""
    page = QWidget()
    page.setObjectName("planted")
    page.resize(300, 300)
    build(QVBoxLayout(page))
    page.show()
    page.activateWindow()
    QApplication.processEvents()
    return page


def _button(name: str, text: str = "Press", **given: object) -> QPushButton:
    made = QPushButton(text)
    made.setObjectName(name)
    made.setAccessibleName(text)
    for key, value in given.items():
        made.setProperty(key, value)
    return made


def _sound(layout: QVBoxLayout) -> None:
    layout.addWidget(QLabel("Words"))
    layout.addWidget(_button("planted.one"))
    layout.addWidget(_button("planted.two"))


def _nameless(layout: QVBoxLayout) -> None:
    layout.addWidget(QLineEdit())


def _twice(layout: QVBoxLayout) -> None:
    layout.addWidget(_button("planted.one"))
    layout.addWidget(_button("planted.one"))


def _clipped(layout: QVBoxLayout) -> None:
    words = QLabel("Many words that need far more room than there is")
    words.setFixedWidth(40)
    layout.addWidget(words)


def _flat(layout: QVBoxLayout) -> None:
    words = QLabel("Many words that need far more room than there is, and wrap, and wrap once more than that")
    words.setWordWrap(True)
    words.setFixedSize(80, 20)
    layout.addWidget(words)


def _beyond(layout: QVBoxLayout) -> None:
    outer = QWidget()
    outer.setFixedSize(60, 60)
    inner = QLabel("Words", outer)
    inner.move(50, 5)
    layout.addWidget(outer)


def _sideways(layout: QVBoxLayout) -> None:
    wide = QLabel("Words")
    wide.setMinimumWidth(900)
    area: QScrollArea = scrolling(wide)
    area.setObjectName("planted.area")
    layout.addWidget(area)


def _two_steps(layout: QVBoxLayout) -> None:
    layout.addWidget(_button("planted.one", kind="filled"))
    layout.addWidget(_button("planted.two", kind="filled"))


def _up(layout: QVBoxLayout) -> None:
    layout.addWidget(_button("planted.one"))
    layout.insertWidget(0, _button("planted.two"))


@pytest.mark.parametrize(
    ("build", "found"),
    [
        (_nameless, "no name: QLineEdit"),
        (_nameless, "nothing to read aloud: QLineEdit"),
        (_twice, "named 2 times: planted.one"),
        (_clipped, "cut at the side"),
        (_flat, "cut below"),
        (_beyond, "beyond the edge"),
        (_sideways, "scrolls sideways"),
        (_two_steps, "one more filled button"),
        (_up, "Tab goes up"),
    ],
)
def test_a_flaw_is_found(qapp: object, build: Build, found: str) -> None:
    """Each check finds the flaw it is for."""
    page = planted(build)
    said = _everything(page)
    page.deleteLater()
    assert any(line.startswith(found) for line in said), said


def test_a_sound_page_has_no_flaw(qapp: object) -> None:
    """Nothing is found where nothing is wrong."""
    page = planted(_sound)
    said = _everything(page)
    page.deleteLater()
    assert said == []


def _everything(page: QWidget) -> list[str]:
    return [
        *checks.nameless(page),
        *checks.clipped(page),
        *checks.scrolls_sideways(page),
        *checks.too_many_steps(page),
        *checks.lost_on_the_way(page),
    ]


def test_the_other_language_is_longer_and_keeps_its_places() -> None:
    """Places to be filled stay, everything else is marked, and the whole is 30 % longer."""
    text = "Saved: {what} of {count} cases"
    said = checks.Pseudo().gettext(text)
    assert "{what}" in said and "{count}" in said and said.startswith("[") and said.endswith("]")
    assert len(said) >= len(text) * 1.3 and "Šävéd" in said

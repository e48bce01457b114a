"""The bundled fonts, made known to Qt: what a page needs at once, and the rest while a person types."""

from __future__ import annotations

from PySide6.QtGui import QFontDatabase

from victimcase import paths

FIRST = ("NotoSans_", "Phosphor")
"""What the first page is written in."""


def load_first() -> None:
    """Make the letters of the first page known."""
    _load(first=True)


def load_others() -> None:
    """Make the letters of every other script known."""
    _load(first=False)


def load() -> None:
    """Make every bundled font known."""
    load_first()
    load_others()


_known: set[str] = set()


def _load(*, first: bool) -> None:
    letters, signs = paths.resources() / "fonts", paths.resources() / "icons"
    files = [*sorted(letters.glob("*.ttf")), signs / "Phosphor.ttf"]
    for file in files:
        if file.name.startswith(FIRST) == first and file.name not in _known:
            _known.add(file.name)
            if QFontDatabase.addApplicationFont(str(file)) < 0:
                raise RuntimeError(f"the font {file.name} cannot be read")

"""The look: contrast by arithmetic in every mode, a sheet without holes, icons and letters that are there."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase, QFontInfo
from PySide6.QtWidgets import QApplication, QWidget

from tests.window_ground import qapp
from victimcase import gui
from victimcase.domain.rights import Role
from victimcase.gui import colours, fonts, icons, theme
from victimcase.gui.colours import PALETTES, Colours, Mode
from victimcase.gui.parts.badge import RISKS
from victimcase.gui.parts.notice import ICONS
from victimcase.gui.places import PAGES
from victimcase.gui.style_sheet import SHEET

__all__ = ["qapp"]

GROUNDS = ("bg", "side", "surface", "subtle", "hover", "selected")
STATUSES = ("ok", "warn", "danger", "private", "neutral")
TEXTS = {
    **{name: GROUNDS for name in ("text", "text2", "text3", "accent", "accenttext")},
    **{name: (*GROUNDS, f"{name}soft") for name in STATUSES},
    "onaccent": ("accent", "accenthover"),
}
"""Text -> everything it may stand on (look.md). Words stand on the soft colour of their own status only."""

ON_SOFT = {"text": tuple(f"{name}soft" for name in STATUSES), "text2": tuple(f"{n}soft" for n in STATUSES)}
"""Words of notices stand on soft colours too, and what was searched for is marked below them."""

EDGES = {
    "border": GROUNDS,
    "focus": (*GROUNDS, *(f"{name}soft" for name in STATUSES)),
    "accent": GROUNDS,
    "chart2": ("surface",),
    **{name: (f"{name}soft", "bg", "surface") for name in STATUSES},
}
"""Edge or shape that means something -> everything it may stand on."""

WORDS, SHAPES = 4.5, 3.0


def _light(value: str) -> float:
    parts = [int(value[at : at + 2], 16) / 255 for at in (0, 2, 4)]
    red, green, blue = (one / 12.92 if one <= 0.04045 else ((one + 0.055) / 1.055) ** 2.4 for one in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How far two colours are apart, by WCAG: 1 to 21."""
    light, dark = sorted((_light(one), _light(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def too_faint(palette: Colours) -> Iterator[str]:
    """Every pair of a mode that stands below what it must reach."""
    for least, pairs in ((WORDS, TEXTS), (WORDS, ON_SOFT), (SHAPES, EDGES), (WORDS, {"text": ("match",)})):
        for name, grounds in pairs.items():
            for ground in grounds:
                found = contrast(getattr(palette, name), getattr(palette, ground))
                if found < least:
                    yield f"{name} on {ground}: {found:.2f} < {least}"


@pytest.mark.parametrize("mode", list(PALETTES))
def test_every_text_and_every_edge_can_be_seen(mode: Mode) -> None:
    """Words reach 4.5, edges and focus 3, on everything they may stand on."""
    assert list(too_faint(PALETTES[mode])) == []


@pytest.mark.parametrize(
    ("change", "found"),
    [
        ({"text3": "9A9FA6"}, "text3 on surface"),
        ({"border": "C9C5BC"}, "border on bg"),
        ({"warnsoft": "B98A2F"}, "warn on warnsoft"),
        ({"onaccent": "7FA7B0"}, "onaccent on accent"),
        ({"match": "8A6A10"}, "text on match"),
    ],
)
def test_a_colour_that_is_too_faint_is_found(change: dict[str, str], found: str) -> None:
    """A planted colour is named with what it stands on."""
    planted = replace(colours.LIGHT, **change)  # type: ignore[arg-type]
    assert any(line.startswith(found) for line in too_faint(planted))


def test_the_arithmetic_is_that_of_the_standard() -> None:
    """Black on white is 21, a colour on itself 1; one known pair between."""
    assert contrast("000000", "FFFFFF") == pytest.approx(21)
    assert contrast("0E5E70", "0E5E70") == pytest.approx(1)
    assert contrast("777777", "FFFFFF") == pytest.approx(4.48, abs=0.01)


@pytest.mark.parametrize("mode", list(PALETTES))
def test_every_colour_is_one(mode: Mode) -> None:
    """Six hexadecimal digits each, the hills too."""
    palette = PALETTES[mode]
    values = [getattr(palette, name) for name in palette.names()] + list(palette.hills)
    assert [one for one in values if not re.fullmatch("[0-9A-F]{6}", one)] == []


@pytest.mark.parametrize("mode", list(PALETTES))
@pytest.mark.parametrize("size", theme.TEXT_SIZES)
def test_the_sheet_has_no_holes(qapp: QApplication, mode: Mode, size: int) -> None:
    """Every place of the style sheet is filled, at every size; every colour is the mode's."""
    theme.apply(qapp, mode, size)
    sheet = theme.sheet()
    assert "$" not in sheet
    known = {getattr(PALETTES[mode], name) for name in PALETTES[mode].names()}
    assert set(re.findall("#([0-9A-Fa-f]{6})", sheet)) <= known
    assert not re.search(r":\s*[;}]", sheet)
    theme.apply(qapp, Mode.LIGHT)


def test_the_sheet_writes_no_colour_of_its_own() -> None:
    """Colours come from the theme; `transparent` is none."""
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(", SHEET) == []
    assert re.findall(r"#[0-9A-Fa-f]{3,8}\b|\brgba?\(", SHEET + "QLabel { color: #fff }") == ["#fff"]


def own_colours(source: str) -> Iterator[str]:
    """Colours a module makes by itself instead of asking the theme."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            if re.fullmatch("#[0-9A-Fa-f]{3,8}", node.value):
                yield f"{node.lineno}: {node.value}"
        elif isinstance(node, ast.Call) and node.args and isinstance(node.args[0], ast.Constant):
            made = ast.unparse(node)
            yield from [f"{node.lineno}: {made}"] if re.search(r"^(\w+\.)?QColor\(", made) else []


def _modules() -> list[Path]:
    return sorted(Path(gui.__path__[0]).rglob("*.py"))


def test_no_module_makes_a_colour_of_its_own() -> None:
    """Everything painted follows the mode."""
    found = {
        file.name: list(own_colours(file.read_text("utf-8")))
        for file in _modules()
        if file.name != "colours.py"
    }
    assert {name: lines for name, lines in found.items() if lines} == {}


def test_a_colour_of_ones_own_is_found() -> None:
    """As a text or as a call."""
    assert len(list(own_colours('ink = "#ff0000"\nother = QColor("red")\nthird = QColor(1, 2, 3)\n'))) == 3


ICON_CALLS = {"icon": 0, "pixmap": 0, "Symbol": 0, "IconButton": 0, "Empty": 0, "Status": 0, "set_icon": 0}
"""What is called with the name of an icon, and at which place it stands."""


def named_icons(source: str) -> Iterator[tuple[int, str]]:
    """Every icon a module names in so many letters, with its line."""
    for node in ast.walk(ast.parse(source)):
        if not isinstance(node, ast.Call):
            continue
        called = ast.unparse(node.func).rpartition(".")[2]
        given = [one.value for one in node.keywords if one.arg in ("icon", "end_icon")]
        if called in ICON_CALLS and len(node.args) > ICON_CALLS[called]:
            given.append(node.args[ICON_CALLS[called]])
        for one in given:
            if isinstance(one, ast.Constant) and isinstance(one.value, str) and one.value:
                yield node.lineno, one.value


def test_every_icon_that_is_named_is_there() -> None:
    """The icons of pages, risks and notices, and those any module names."""
    known = icons.codes()
    missing = [
        f"{file.name}:{line}: {name}"
        for file in _modules()
        for line, name in named_icons(file.read_text("utf-8"))
        if name not in known
    ]
    assert missing == []
    named = (
        {entry.icon for entry in PAGES.values()} | {icon for icon, _ in RISKS.values()} | set(ICONS.values())
    )
    assert named - known.keys() == set()
    assert sorted(icons.MIRRORED - known.keys()) == []


def test_an_icon_that_is_not_there_is_found() -> None:
    """By place and by keyword."""
    source = 'Symbol("moon-cake")\nButton("x", name="y", icon="moon-pie")\nStatus("", "word")\n'
    assert [name for _, name in named_icons(source)] == ["moon-cake", "moon-pie"]
    with pytest.raises(KeyError):
        icons.icon("moon-cake")


def test_every_icon_has_its_letter_in_the_font(qapp: QApplication) -> None:
    """The list of names and the font belong together."""
    from PySide6.QtGui import QFont, QRawFont

    fonts.load_first()
    raw = QRawFont.fromFont(QFont(icons.FAMILY))
    assert raw.familyName() == icons.FAMILY
    wanted = {entry.icon for entry in PAGES.values()}
    assert [name for name in wanted if not raw.supportsCharacter(ord(icons.codes()[name]))] == []


SCRIPTS = {
    "Noto Sans": "Ánh",
    "Noto Sans Thai": "ภาษา",
    "Noto Sans Myanmar": "မြန်",
    "Noto Sans Khmer": "ខ្មែរ",
    "Noto Sans Lao": "ລາວ",
    "Noto Sans Bengali": "বাংলা",
    "Noto Sans Devanagari": "नेपाली",
    "Noto Sans Sinhala": "සිංහල",
    "Noto Sans Tamil": "தமிழ்",
    "Vazirmatn": "دری",
    "Noto Sans SC": "中文",
}


def test_the_bundled_letters_are_there(qapp: QApplication) -> None:
    """Every family the theme asks for is bundled, and each has the letters it is for."""
    from PySide6.QtGui import QFont, QRawFont

    fonts.load()
    here = set(QFontDatabase.families())
    assert [family for family in theme.FAMILIES if family not in here] == []
    for family, word in SCRIPTS.items():
        raw = QRawFont.fromFont(QFont(family))
        assert [letter for letter in word if not raw.supportsCharacter(ord(letter))] == [], family


def test_the_window_is_written_in_bundled_letters(qapp: QApplication) -> None:
    """Whatever a machine has installed, Noto Sans comes first, in the roles and weights of the scale."""
    for role, size in theme.SIZES.items():
        font = theme.font(role)
        assert QFontInfo(font).family() == "Noto Sans", role
        assert font.pointSizeF() == pytest.approx(size), role
        assert font.bold() == (role in theme.BOLD), role


def test_lengths_grow_with_letters_and_never_shrink(qapp: QApplication) -> None:
    """At 200 % everything is twice as large; at 90 % only letters are smaller."""
    theme.apply(qapp, Mode.LIGHT, 200)
    assert theme.px(32) == 64
    theme.apply(qapp, Mode.LIGHT, 90)
    assert theme.px(32) == 32
    theme.apply(qapp, Mode.LIGHT)


def test_the_palette_follows_the_mode(qapp: QApplication) -> None:
    """What Qt paints by itself has the same colours."""
    for mode in PALETTES:
        theme.apply(qapp, mode)
        widget = QWidget()
        assert widget.palette().window().color().name()[1:].upper() == PALETTES[mode].bg
        assert widget.palette().text().color().name()[1:].upper() == PALETTES[mode].text
        widget.deleteLater()
    theme.apply(qapp, Mode.LIGHT)


def test_every_role_has_an_icon_that_is_there() -> None:
    """The list of people shows one for each role."""
    from victimcase.gui.pages.administration.people import ROLE_ICONS

    assert set(ROLE_ICONS) == set(Role)
    assert sorted(set(ROLE_ICONS.values()) - icons.codes().keys()) == []

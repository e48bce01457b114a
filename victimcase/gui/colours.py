"""The colours of the window, by what they are for; the lowest contrasts stand in the tests."""

from __future__ import annotations

from dataclasses import dataclass, fields
from enum import StrEnum
from typing import Final

from victimcase.i18n import N_


class Mode(StrEnum):
    """How the window looks; `system` follows the desktop."""

    SYSTEM = "system"
    LIGHT = "light"
    DARK = "dark"
    CONTRAST = "contrast"


MODE_TITLES: Final = {
    Mode.SYSTEM: N_("Like the system"),
    Mode.LIGHT: N_("Light"),
    Mode.DARK: N_("Dark"),
    Mode.CONTRAST: N_("High contrast"),
}


@dataclass(frozen=True)
class Colours:
    """Every colour there is, as six hexadecimal digits. `line` and `track` only decorate; what can be
    operated is edged with `border`; `…soft` is what a status stands on.
    """

    bg: str
    side: str
    surface: str
    subtle: str
    hover: str
    selected: str
    line: str
    track: str
    border: str
    text: str
    text2: str
    text3: str
    accent: str
    accenthover: str
    onaccent: str
    accenttext: str
    focus: str
    ok: str
    oksoft: str
    warn: str
    warnsoft: str
    danger: str
    dangersoft: str
    private: str
    privatesoft: str
    neutral: str
    neutralsoft: str
    chart2: str
    match: str
    sky: str
    sun: str
    hills: tuple[str, str, str, str, str]

    def names(self) -> list[str]:
        """The names of the single colours."""
        return [one.name for one in fields(self) if one.name != "hills"]


LIGHT: Final = Colours(
    bg="F6F4F0",
    side="EDEAE4",
    surface="FFFFFF",
    subtle="F9F7F4",
    hover="F0EDE7",
    selected="DFEDEF",
    line="E1DDD5",
    track="DAD6CD",
    border="89857C",
    text="1F2226",
    text2="50565E",
    text3="62676F",
    accent="0E5E70",
    accenthover="0A4C5B",
    onaccent="FFFFFF",
    accenttext="0B5262",
    focus="0E5E70",
    ok="1D6637",
    oksoft="E2F0E5",
    warn="7A4A00",
    warnsoft="FBEFD6",
    danger="A0231B",
    dangersoft="FBE8E5",
    private="57398F",
    privatesoft="EDE7F6",
    neutral="4A5058",
    neutralsoft="EAE7E1",
    chart2="5B8F99",
    match="FBE6A6",
    sky="F3EFE7",
    sun="F3D9A8",
    hills=("E4E9E6", "CBDADA", "9FBFC3", "5F939D", "0E5E70"),
)

DARK: Final = Colours(
    bg="15171A",
    side="101214",
    surface="1D2024",
    subtle="22262A",
    hover="292E33",
    selected="17383F",
    line="30353B",
    track="3B4147",
    border="7D858D",
    text="ECEDEE",
    text2="B7BDC4",
    text3="9AA1A9",
    accent="6FC5D5",
    accenthover="8AD3E0",
    onaccent="06232A",
    accenttext="8FD6E3",
    focus="8AD3E0",
    ok="85CE99",
    oksoft="18301F",
    warn="EABB61",
    warnsoft="37290D",
    danger="F4A198",
    dangersoft="42211E",
    private="C5ADF2",
    privatesoft="2E2545",
    neutral="C0C5CB",
    neutralsoft="2D3237",
    chart2="3F8C99",
    match="5A4608",
    sky="15171A",
    sun="3B3322",
    hills=("1B2226", "1C2B30", "1C373E", "1B444D", "17525E"),
)

CONTRAST: Final = Colours(
    bg="000000",
    side="000000",
    surface="000000",
    subtle="000000",
    hover="1A1A1A",
    selected="003A47",
    line="8A8A8A",
    track="6A6A6A",
    border="FFFFFF",
    text="FFFFFF",
    text2="FFFFFF",
    text3="D6D6D6",
    accent="FFE45C",
    accenthover="FFF0A0",
    onaccent="000000",
    accenttext="FFE45C",
    focus="FFE45C",
    ok="8CF5A6",
    oksoft="000000",
    warn="FFCF66",
    warnsoft="000000",
    danger="FFB0A8",
    dangersoft="000000",
    private="DCC8FF",
    privatesoft="000000",
    neutral="FFFFFF",
    neutralsoft="000000",
    chart2="A89638",
    match="4D4000",
    sky="000000",
    sun="000000",
    hills=("000000", "000000", "0A0A0A", "141414", "1A1A1A"),
)

PALETTES: Final = {Mode.LIGHT: LIGHT, Mode.DARK: DARK, Mode.CONTRAST: CONTRAST}

"""Codes and telephone numbers inside right-to-left text: they keep their own order.

By UAX #9 alone, the groups of "+93 70 123 4567" stand in reverse after an Arabic letter, and "2026-11-03"
shows the day first. Each is therefore wrapped in an isolate (LRI … PDI), which leaves no trace in what is
searched and copied.
"""

from __future__ import annotations

import re

_LRI, _PDI = "\u2066", "\u2069"
_D = "0-9٠-٩۰-۹"
_FEWEST_DIGITS = 6
_EXPLICIT = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CODE = re.compile(
    rf"(?<![\w+])(?:"
    rf"(?P<phone>[+(]{{0,2}}[0٠۰+][{_D}()]*(?:[ \u00a0./-]{{1,2}}\(?[{_D}]+\)?)+)"  # +93 70 123 4567
    rf"|(?P<groups>[{_D}]+(?:[-–][{_D}]+){{2,}})"  # 2026-11-03, 42101-1234567-1
    rf"|(?P<mixed>[{_D}A-Za-z]+(?:[-/._:@#][{_D}A-Za-z]+)+)"  # BKK-0412, 12/ABC
    rf")(?!\w)"
)


def isolated(text: str) -> str:
    """`text` with each code or telephone number in an isolate; untouched where the writer set marks."""
    if _EXPLICIT.search(text):
        return text
    return _CODE.sub(_wrapped, text)


def _wrapped(found: re.Match[str]) -> str:
    code = found.group()
    digits = sum(character.isdigit() for character in code)
    if found["phone"] and digits < _FEWEST_DIGITS:
        return code
    if found["mixed"] and (not digits or not re.search("[A-Za-z]", code)):
        return code  # 12/5 and 3:30 run as numbers do; a web address has no digits and needs no help
    return f"{_LRI}{code}{_PDI}"

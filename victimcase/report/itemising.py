"""Cutting a text into items: stretches of one script, one face and one level, which HarfBuzz shapes whole."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby

from victimcase.report import bidi_rules, fonts
from victimcase.report.fonts import Face

_SIMPLE = re.compile("[ -\u024f\u1e00-\u1eff\u2010-\u201f\u2022\u2026\u20ac]*")
_WORDS = re.compile(r"\S+|\s+")


@dataclass(frozen=True, slots=True, eq=False)
class Item:
    """Characters `start` to `end` of a text, set in one face at one level."""

    start: int
    end: int
    face: Face
    script: str
    level: int


def itemise(text: str, levels: Sequence[int], bold: bool) -> list[Item]:
    """The items of `text` in reading order."""
    if not text:
        return []
    if _SIMPLE.fullmatch(text) and not any(levels):
        return _faced(text, 0, len(text), "Latn", 0, bold)
    items: list[Item] = []
    scripts = _scripts(text)
    for (script, level), places in groupby(range(len(text)), lambda at: (scripts[at], levels[at])):
        span = list(places)
        items += _faced(text, span[0], span[-1] + 1, script, level, bold)
    return items


def _scripts(text: str) -> list[str]:
    """Each character's script; what many scripts share goes with what stands before it, or else after it.

    A closing bracket takes the script of its opening one, so that both are drawn by the same face.
    """
    own = [fonts.script_of(character) for character in text]
    first = next((script for script in own if script), "Latn")
    scripts, before = [], first
    for script in own:
        before = script or before
        scripts.append(before)
    for opening, closing in bidi_rules.pairs_of(text, [script is None for script in own]):
        scripts[closing] = scripts[opening]
    return scripts


def _faced(text: str, start: int, end: int, script: str, level: int, bold: bool) -> list[Item]:
    """One run cut where its first face does not reach: by words, so that joined letters stay in one face."""
    choices = fonts.candidates(script, bold)
    if all(map(choices[0].covers, text[start:end])):
        return [Item(start, end, choices[0], script, level)]
    faces: list[Face] = []
    for word in _WORDS.findall(text[start:end]):
        whole = next((face for face in choices if all(map(face.covers, word))), None)
        faces += [whole] * len(word) if whole else [_face_of(character, choices) for character in word]
    items: list[Item] = []
    for face, places in groupby(range(start, end), lambda at: faces[at - start]):
        span = list(places)
        items.append(Item(span[0], span[-1] + 1, face, script, level))
    return items


def _face_of(character: str, choices: Sequence[Face]) -> Face:
    return next((face for face in choices if face.covers(character)), choices[0])

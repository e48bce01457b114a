"""The languages the window can speak: English, and those a catalogue lies there for."""

from __future__ import annotations

import gettext
from pathlib import Path

from PySide6.QtCore import QLocale

from victimcase import i18n, paths

DOMAIN = "victimcase"
SOURCE = "en"


def _folder() -> Path:
    return paths.resources() / "locale"


def known() -> list[tuple[str, str]]:
    """Code and own name of every language there is a catalogue for; English first, as texts are in it."""
    found = sorted(file.parent.parent.name for file in _folder().glob(f"*/LC_MESSAGES/{DOMAIN}.mo"))
    return [(SOURCE, "English"), *((code, _own_name(code)) for code in found if code != SOURCE)]


def _own_name(code: str) -> str:
    locale = QLocale(code)
    name = locale.nativeLanguageName()
    return name[:1].upper() + name[1:] if name else code


def speak(code: str) -> str:
    """Let the program speak a language from now on, and tell which it is; English where there is no
    catalogue.
    """
    chosen = code.partition("_")[0] if code else SOURCE
    if chosen not in dict(known()):
        chosen = SOURCE
    if chosen == SOURCE:
        i18n.use(gettext.NullTranslations())
    else:
        i18n.use(gettext.translation(DOMAIN, _folder(), [chosen], fallback=True))
    return chosen

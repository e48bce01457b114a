"""Words: the marker every text a person reads carries, and their translation where it is shown."""

from __future__ import annotations

from gettext import NullTranslations

_translations = NullTranslations()


def N_(text: str) -> str:
    """Mark a text for translation; it is translated where it is shown, never where it is declared."""
    return text


def use(translations: NullTranslations) -> None:
    """Let every later `tr` speak the language of these catalogues."""
    global _translations  # one process speaks one language; everything else is passed along
    _translations = translations


def tr(text: str, /, **values: object) -> str:
    """The text in the reader's language, with its places filled."""
    shown = _translations.gettext(text) if text else ""
    return shown.format(**values) if values else shown

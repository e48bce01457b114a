"""The editor of a phone number: its country and the number, and a kind word where digits are missing."""

from __future__ import annotations

from functools import cache
from typing import Any

import phonenumbers
from PySide6.QtCore import Qt
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QStyleOptionComboBox

from victimcase.domain.reference import Reference
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms.editor import Editor, Place, set_state
from victimcase.gui.forms.lines import TextLine, digits
from victimcase.gui.parts.boxes import row
from victimcase.gui.parts.inputs import Pick
from victimcase.i18n import N_, tr

FIRST = ("TH", "MM", "KH", "LA", "VN", "PH", "ID", "MY", "CN", "BD", "NP", "IN", "LK", "PK", "AF")
"""Countries at the head of the list: where numbers usually come from here."""

COUNTS = {
    1: N_("One digit is missing."),
    2: N_("Two digits are missing."),
    3: N_("Three digits are missing."),
}
OVER = {1: N_("There is one digit too many."), 2: N_("There are two digits too many.")}


@cache
def _codes() -> dict[str, int]:
    found = {
        region: code
        for code, regions in phonenumbers.COUNTRY_CODE_TO_REGION_CODE.items()
        for region in regions
        if region.isalpha()
    }
    return found


def countries(reference: Reference) -> list[tuple[object, str]]:
    """What the list of countries offers: the usual ones, then all by name, then “as written”."""
    known = {region: code for region, code in _codes().items() if region in reference.countries}
    rest = sorted((region for region in known if region not in FIRST), key=reference.country)
    listed = [(one, f"{reference.country(one)} +{known[one]}") for one in (*FIRST, *rest)]
    return [*listed, ("", tr(N_("Other")))]


_models: list[tuple[Reference, QStandardItemModel]] = []


def _shared(reference: Reference) -> QStandardItemModel:
    """The countries of every phone field: one list for all of them."""
    if not _models or _models[0][0] is not reference:
        model = QStandardItemModel()
        for region, words in countries(reference):
            item = QStandardItem(words)
            item.setData(region, Qt.ItemDataRole.UserRole)
            model.appendRow(item)
        _models[:] = [(reference, model)]
    return _models[0][1]


class _CountryPick(Pick):
    """A country and its code; closed, a long name is cut so that the code is always seen."""

    LETTERS = 12

    def initStyleOption(self, option: QStyleOptionComboBox) -> None:
        """Show a short name and the whole code."""
        super().initStyleOption(option)
        name, _, code = self.currentText().rpartition(" ")
        if len(name) + len(code) > self.LETTERS:
            name = f"{name[: self.LETTERS - len(code)].rstrip()}…"
        option.currentText = f"{name} {code}".strip()


class PhoneEditor(Editor):
    """A phone number, kept with its country (E.164), or as it was noted when somebody says so."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.country = _CountryPick(
            name=f"{place.object_name}.country", aloud=tr(N_("{label}: country"), label=place.label)
        )
        self.country.setModel(_shared(place.reference))
        self.country.setFixedWidth(theme.px(136))
        self.line = TextLine(name=place.object_name, aloud=place.label)
        self.line.setProperty("runs", "ltr")
        self._usual = FIRST[0]
        self._keep = False
        self._kept: tuple[tuple[str, str], Plain] = (("", ""), None)
        self.country.set_value(self._usual)
        self.country.picked.connect(lambda _region: self._typed())
        self.line.textEdited.connect(lambda _text: self._typed())
        box = row(self.country, self.line)
        box.setStretch(1, 1)
        self.setLayout(box)

    def _typed(self) -> None:
        self._keep = False
        if self.line.text().strip().startswith(("+", "00")):
            self._follow_plus()
        self.edited.emit()

    def _follow_plus(self) -> None:
        """A number that names its country itself moves the list there."""
        found = self._read()
        region = phonenumbers.region_code_for_number(found) if found is not None else None
        if region:
            self.country.set_value(region)

    def _state(self) -> tuple[str, str]:
        return str(self.country.value() or ""), self.line.text().strip()

    def _read(self) -> Any:
        """The number as the library understands it; none where it does not."""
        region, text = self._state()
        try:
            return phonenumbers.parse(digits(text), region or None)
        except phonenumbers.NumberParseException:
            return None

    def value(self) -> object:
        """The number with its country; as it was typed where it is kept so or not understood."""
        if self._state() == self._kept[0]:
            return self._kept[1]
        region, text = self._state()
        if not text:
            return None
        found = self._read()
        if found is not None and phonenumbers.is_possible_number(found) and not self._keep:
            return phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.E164)
        code = _codes().get(region)
        return f"+{code} {text}" if code and not text.startswith("+") and text[:1].isdigit() else text

    def set_value(self, plain: Plain) -> None:
        """Show a number by its country; a note as it was made."""
        text = str(plain or "")
        self._keep = False
        try:
            found = phonenumbers.parse(text, None)
        except phonenumbers.NumberParseException:
            found = None
        region = phonenumbers.region_code_for_number(found) if found is not None else None
        if not text:
            self.country.set_value(self._usual)
        elif found is None or not region:
            self.country.set_value("")
            self._keep = True
        else:
            self.country.set_value(region)
            national = phonenumbers.format_number(found, phonenumbers.PhoneNumberFormat.NATIONAL)
            text = national if phonenumbers.is_possible_number(found) else text
            self._keep = not phonenumbers.is_possible_number(found)
        self.line.setText(text)
        self._kept = (self._state(), plain or None)

    def mistake(self) -> str:
        """What is missing, in words; nothing where the note is kept as it is."""
        region, text = self._state()
        if not text or self._keep or self._state() == self._kept[0]:
            return ""
        found = self._read()
        if found is not None and phonenumbers.is_possible_number(found):
            return ""
        if found is None:
            return tr(N_("This is no phone number yet."))
        return _gap(region, len(str(found.national_number)), self.place.reference)

    def can_keep(self) -> bool:
        """A number may always stay as it was noted."""
        return True

    def keep_as_it_is(self) -> bool:
        """Keep what was typed as a note."""
        self._keep = True
        self.edited.emit()
        return True

    def target(self) -> TextLine:
        """The line of the number."""
        return self.line

    def mark(self, *, problem: bool) -> None:
        """Mark the number."""
        set_state(self.line, "problem" if problem else "")


def _gap(region: str, length: int, reference: Reference) -> str:
    """How many digits are missing or too many, and how long numbers there are."""
    meta = phonenumbers.PhoneMetadata.metadata_for_region(region, None) if region else None
    lengths = [
        one for one in (meta.general_desc.possible_length if meta and meta.general_desc else ()) if one > 0
    ]
    if meta is None or not lengths:
        return tr(N_("This is no phone number yet."))
    mobile = [one for one in (meta.mobile.possible_length if meta.mobile else ()) if one > 0]
    usual = max(mobile or lengths)
    said = ""
    if length < min(lengths) or (length < usual and length not in lengths):
        gap = usual - length
        said = tr(COUNTS[gap]) if gap in COUNTS else tr(N_("Some digits are missing."))
    elif length > max(lengths):
        over = length - max(lengths)
        said = tr(OVER[over]) if over in OVER else tr(N_("There are too many digits."))
    else:
        said = tr(N_("The number of digits does not fit."))
    hint = tr(
        N_("Mobile numbers in {country} have {digits} after +{code}."),
        country=reference.country(region),
        digits=usual,
        code=meta.country_code,
    )
    return f"{said} {hint}"

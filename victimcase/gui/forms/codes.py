"""Editors of answers from a list: a few beside each other, one of many, any number of them, yes or no."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QLayout, QSizePolicy, QWidget

from victimcase.domain import spec as s
from victimcase.domain.reference import Reference
from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms import own_names
from victimcase.gui.forms.editor import Editor, Place, set_state
from victimcase.gui.forms.suggestions import Index, Offer, PickLine, SearchPick, Suggestions, offers_now
from victimcase.gui.parts.boxes import STRETCH, Flow, row
from victimcase.gui.parts.chips import Segments, ValueChip
from victimcase.gui.parts.going import let_go
from victimcase.i18n import N_, tr

FEW = 5
"""So many codes may stand beside each other, when they are short."""
WORDS = 44
"""Letters that many codes may have together to stand beside each other."""

NOT_LISTED = N_("This is not on the list. Choose from what is shown while you type.")


_indexes: dict[str, tuple[Reference, Index]] = {}


def _index(reference: Reference, which: str) -> Index:
    """The offers of a list, folded once for all forms."""
    known = _indexes.get(which)
    if known is None or known[0] is not reference:
        known = _indexes[which] = (reference, _made(reference, which))
    return known[1]


def _made(reference: Reference, which: str) -> Index:
    if which == "countries":
        return Index(
            Offer(
                one.code, one.name, also=(one.alpha3, *one.other_names, own_names.COUNTRIES.get(one.code, ""))
            )
            for one in sorted(reference.countries.values(), key=lambda one: one.name)
        )
    if which == "languages":
        return Index(
            Offer(
                one.code,
                reference.language(one.code),
                own_names.LANGUAGES.get(one.code, ""),
                reference.languages[one.code].other_names,
            )
            for one in reference.codes("language")
        )
    return Index(Offer(one.code, tr(one.label), also=(one.label,)) for one in reference.codes(which))


def index_of(place: Place) -> Index:
    """What a field of codes, countries or languages offers."""
    match place.spec:
        case s.Country() | s.Countries():
            which = "countries"
        case s.Language() | s.Languages():
            which = "languages"
        case s.Choice(codes=codes) | s.Choices(codes=codes):
            which = codes
        case _:
            raise TypeError(f"{place.spec!r} has no codes")
    return _index(place.reference, which)


def offer_of(place: Place, code: str) -> Offer:
    """The offer of a code; one that is not offered, or not known here, is shown all the same."""
    found = index_of(place).by_code.get(code)
    if found is not None:
        return found
    if isinstance(place.spec, s.Language | s.Languages):
        return Offer(code, place.reference.language(code))
    return Offer(code, code)


def warm_already(reference: Reference) -> bool:
    """Whether the long lists can be searched."""
    return _indexes.get("languages", (None,))[0] is reference


def warm(reference: Reference) -> None:
    """Fold the long lists before a key waits for it; run it beside the window."""
    for which in ("countries", "languages"):
        _index(reference, which)


class YesNoEditor(Editor):
    """Yes, no, or not asked: an empty answer is an answer that is missing."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.segments = Segments(
            [(True, tr(N_("Yes"))), (False, tr(N_("No"))), (None, tr(N_("Not asked")))],
            name=place.object_name,
            aloud=place.label,
            optional=False,
        )
        self.segments.buttons[-1].setProperty("tone", "quiet")
        self.segments.set_value(None)
        self.segments.changed.connect(lambda _value: self.edited.emit())
        self.setLayout(row(self.segments, STRETCH))

    def value(self) -> object:
        """True, False or None."""
        return self.segments.value()

    def set_value(self, plain: Plain) -> None:
        """Show an answer."""
        self.segments.set_value(plain)

    def says(self) -> tuple[str, str]:
        """What follows from the answer."""
        spec, answer = self.place.spec, self.value()
        self.setProperty("tone", "warn")
        if self.place.name == "age_disputed" and answer is True:
            return tr(N_("Treated as a child until this is settled")), ""
        if isinstance(spec, s.YesNo) and spec.alert_when is not None and answer is spec.alert_when:
            return tr(N_("This puts an alert on the case")), ""
        return "", ""

    def target(self) -> QWidget:
        """The answer that holds."""
        return self.segments


class ChoiceEditor(Editor):
    """One code: beside each other where there are few and short ones, else in a list to search."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        offers = index_of(place).offers
        short = sum(len(one.words) + 3 for one in offers) <= WORDS
        self.segments: Segments | None = None
        self.pick: SearchPick | None = None
        if isinstance(place.spec, s.Choice) and len(offers) <= FEW and short:
            self.segments = Segments(
                [(one.code, one.words) for one in offers], name=place.object_name, aloud=place.label
            )
            self.segments.changed.connect(lambda _value: self.edited.emit())
            self.setLayout(row(self.segments, STRETCH))
        else:
            self.pick = SearchPick(
                offers_now(index_of(place)),
                name=place.object_name,
                aloud=place.label,
                prompt=tr(N_("Type to search")),
            )
            self.pick.edited.connect(self.edited)
            self.setLayout(row(self.pick))
        self._other: str | None = None

    def value(self) -> object:
        """The code; what is none, as it was typed."""
        if self.segments is not None:
            return self.segments.value() or self._other
        assert self.pick is not None
        offer = self.pick.offer()
        return offer.code if offer else self.pick.text() or None

    def set_value(self, plain: Plain) -> None:
        """Show a code; one that is not on the list is kept until another is chosen."""
        code = str(plain) if plain else None
        if self.segments is not None:
            self.segments.set_value(code)
            self._other = code if self.segments.value() is None else None
        elif self.pick is not None:
            self.pick.set_offer(offer_of(self.place, code) if code else None)

    def mistake(self) -> str:
        """What was typed is not on the list."""
        if self.pick is None or self.pick.offer() is not None or not self.pick.text():
            return ""
        if self._elsewhere() is not None:
            return ""
        return tr(NOT_LISTED)

    def _elsewhere(self) -> str | None:
        """The code of a language that is not offered but known by this name."""
        if not isinstance(self.place.spec, s.Language) or self.pick is None:
            return None
        return self.place.reference.find_language(self.pick.text())

    def target(self) -> QWidget:
        """The answer or the line."""
        return self.segments or (self.pick.line if self.pick else self)

    def mark(self, *, problem: bool) -> None:
        """Mark the field around the line."""
        if self.pick is not None:
            self.pick.set_state("problem" if problem else "")

    def settle(self) -> None:
        """A text that fits one thing alone is that thing."""
        if self.pick is None:
            return
        self.pick.settle()
        if self.pick.offer() is None and (code := self._elsewhere()) is not None:
            self.pick.set_offer(offer_of(self.place, code))


class _ChipLine(PickLine):
    """The line behind the chips, as high as they are."""

    def sizeHint(self) -> QSize:
        """Room for a word."""
        return QSize(theme.px(80), theme.px(26))


class ChipField(QFrame):
    """Chosen values as chips, and a line to add more: type, Enter takes the first, Backspace takes the last
    away.
    """

    changed = Signal()

    def __init__(self, index: Index, *, name: str, aloud: str, prompt: str) -> None:
        super().__init__()
        self.setProperty("part", "field")
        self.setMinimumHeight(theme.px(32))
        self._index, self._prompt = index, prompt
        self._chips: dict[str, ValueChip] = {}
        self._flow = Flow(4)
        self._flow.setContentsMargins(5, 3, 5, 3)
        self._flow.setSizeConstraint(QLayout.SizeConstraint.SetDefaultConstraint)
        self.line = _ChipLine(name=name, aloud=aloud)
        self.line.setProperty("part", "bare")
        self.line.setMinimumWidth(theme.px(80))
        self.line.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._flow.addWidget(self.line)
        self.setLayout(self._flow)
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self.suggestions = Suggestions(self.line, self._find)
        self.suggestions.chosen.connect(self._add)
        self.line.down.connect(lambda: self.suggestions.search(""))
        self.line.enter.connect(self._enter)
        self.line.back.connect(self._take_last)
        self._say()

    def _find(self, text: str, give: object) -> None:
        found = [one for one in self._index.find(text) if one.code not in self._chips]
        if callable(give):
            give(found)

    def sizeHint(self) -> QSize:
        """As wide as a field."""
        wide = theme.px(392)
        return QSize(wide, self._flow.heightForWidth(wide))

    def codes(self) -> list[str]:
        """What is chosen, in the order it was."""
        return list(self._chips)

    def set_offers(self, offers: list[Offer]) -> None:
        """Show choices, without a word to anybody."""
        for code in list(self._chips):
            self._drop(code)
        for offer in offers:
            self._put(offer)
        self.line.clear()
        self._say()

    def _put(self, offer: Offer) -> None:
        chip = ValueChip(
            offer.line,
            name=f"{self.line.objectName()}.{offer.code}",
            aloud=tr(N_("{value}: take away"), value=offer.words),
        )
        chip.removed.connect(lambda: self.take_away(offer.code))
        self._flow.insert(self._flow.count() - 1, chip)
        QWidget.setTabOrder(chip, self.line)
        chip.show()
        self._chips[offer.code] = chip

    def _drop(self, code: str) -> None:
        chip = self._chips.pop(code)
        self._flow.removeWidget(chip)
        chip.hide()
        let_go(chip)

    def take_away(self, code: str) -> None:
        """One value fewer; the keyboard stays in the field."""
        self._drop(code)
        self.line.setFocus(Qt.FocusReason.OtherFocusReason)
        self._say()
        self.changed.emit()

    def _take_last(self) -> None:
        if self._chips:
            self.take_away(next(reversed(self._chips)))

    def _add(self, offer: object) -> None:
        assert isinstance(offer, Offer)
        self.line.clear()
        if offer.code not in self._chips:
            self._put(offer)
            self._say()
            self.changed.emit()

    def _enter(self) -> None:
        if self.line.text().strip() and (best := self.suggestions.best()) is not None:
            self.suggestions.take(best)

    def _say(self) -> None:
        self.line.setPlaceholderText(tr(N_("Add")) if self._chips else self._prompt)
        said = ", ".join(chip.text().replace("&&", "&") for chip in self._chips.values())
        self.line.setAccessibleDescription(said)
        self._flow.invalidate()
        self.updateGeometry()

    def settle(self) -> None:
        """The keyboard left: what fits one thing alone is that thing."""
        self.suggestions.close()
        text = self.line.text().strip()
        if not text:
            return
        found = self.suggestions.offers
        exact = [one for one in found if one.words.casefold() == text.casefold()]
        if exact or len(found) == 1:
            self._add((exact or list(found))[0])


PROMPTS = {s.Countries: N_("Add a country"), s.Languages: N_("Add a language"), s.Choices: N_("Add")}


class ChipsEditor(Editor):
    """Any number of codes, countries or languages."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.chips = ChipField(
            index_of(place),
            name=place.object_name,
            aloud=place.label,
            prompt=tr(PROMPTS[type(place.spec)]),
        )
        self.chips.changed.connect(self.edited)
        self.setLayout(row(self.chips))

    def value(self) -> object:
        """The codes, in their order."""
        return self.chips.codes()

    def set_value(self, plain: Plain) -> None:
        """Show codes."""
        codes = plain if isinstance(plain, list) else []
        self.chips.set_offers([offer_of(self.place, code) for code in codes])

    def mistake(self) -> str:
        """Words that stand in the line and were not chosen are not kept."""
        if not self.chips.line.text().strip():
            return ""
        return tr(NOT_LISTED)

    def target(self) -> QWidget:
        """The line."""
        return self.chips.line

    def mark(self, *, problem: bool) -> None:
        """Mark the field around the chips."""
        set_state(self.chips, "problem" if problem else "")

    def settle(self) -> None:
        """A text that fits one thing alone is that thing."""
        self.chips.settle()

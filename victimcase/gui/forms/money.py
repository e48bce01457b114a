"""The editor of an amount of money: the number and its currency."""

from __future__ import annotations

from functools import cache

from babel.numbers import get_currency_name, list_currencies

from victimcase.domain.values import Plain
from victimcase.gui import theme
from victimcase.gui.forms.editor import Editor, Place, set_state
from victimcase.gui.forms.lines import TextLine, plain_number
from victimcase.gui.forms.suggestions import Index, Offer, SearchPick, offers_now
from victimcase.gui.parts.boxes import row
from victimcase.gui.words import LOCALE
from victimcase.i18n import N_, tr

FIRST = ("THB", "USD", "MMK", "KHR", "LAK", "VND", "PHP", "IDR", "MYR", "CNY", "BDT", "EUR")


@cache
def currencies() -> Index:
    """The currencies of the world, the usual ones first."""
    known = list_currencies(LOCALE)
    order = [*FIRST, *sorted(known - set(FIRST))]
    return Index(Offer(one, one, get_currency_name(one, locale=LOCALE)) for one in order)


class MoneyEditor(Editor):
    """An amount in a currency."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        self.amount = TextLine(name=place.object_name, aloud=place.label)
        self.amount.textEdited.connect(lambda _text: self.edited.emit())
        self.currency = SearchPick(
            offers_now(currencies()),
            name=f"{place.object_name}.currency",
            aloud=tr(N_("{label}: currency"), label=place.label),
        )
        self.currency.setFixedWidth(theme.px(120))
        self.currency.edited.connect(self.edited)
        self.set_value(None)
        box = row(self.amount, self.currency)
        box.setStretch(0, 1)
        self.setLayout(box)

    def value(self) -> object:
        """The amount and its currency; nothing where no amount stands."""
        amount = plain_number(self.amount.text().strip())
        return f"{amount} {self._code()}".strip() if amount else None

    def _code(self) -> str:
        offer = self.currency.offer()
        return offer.code if offer else self.currency.text()

    def set_value(self, plain: Plain) -> None:
        """Show an amount."""
        number, _, code = str(plain or f" {FIRST[0]}").partition(" ")
        self.amount.setText(number)
        self.currency.set_offer(currencies().by_code.get(code) or Offer(code, code))

    def mistake(self) -> str:
        """An amount needs digits and a currency."""
        amount = plain_number(self.amount.text().strip())
        if not amount:
            return ""
        if not amount.lstrip("+-").replace(".", "", 1).isdigit():
            return tr(N_("Only digits can stand here."))
        code = self._code()
        if len(code) != 3 or not code.isalpha():
            return tr(N_("The currency is missing. Three letters say it, like THB."))
        return ""

    def says(self) -> tuple[str, str]:
        """The currency in words."""
        offer = self.currency.offer()
        return "", offer.more if offer is not None and self.amount.text().strip() else ""

    def target(self) -> TextLine:
        """The line of the amount."""
        return self.amount

    def mark(self, *, problem: bool) -> None:
        """Mark the amount."""
        set_state(self.amount, "problem" if problem else "")

    def settle(self) -> None:
        """A currency that fits alone is that one."""
        self.currency.settle()

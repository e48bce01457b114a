"""Editors of what leads elsewhere: another record, and a user of this office."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Link
from victimcase.domain.values import Plain
from victimcase.domain.words import Scope
from victimcase.gui.forms.editor import Editor, Place
from victimcase.gui.forms.suggestions import Index, Offer, SearchPick, offers_now
from victimcase.gui.parts.boxes import row
from victimcase.gui.parts.buttons import Button
from victimcase.i18n import N_, tr
from victimcase.services import forms
from victimcase.services.forms import Option

GONE = N_("a record that is not for you, or not here any more")


def offers(options: Sequence[Option]) -> list[Offer]:
    """Options of a form as offers of a list."""
    return [Offer(one.id, one.words, tr(one.more)) for one in options]


class LinkEditor(Editor):
    """Another record of the case or the office, by its name; cases and people are searched."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        assert isinstance(place.spec, Link)
        self._to = place.spec.to
        self._index = Index(offers(place.data.links.get(place.name, ())))
        searched = self._to in ("case", "person")
        self.pick = SearchPick(
            self._search if searched else offers_now(self._index),
            name=place.object_name,
            aloud=place.label,
            prompt=tr(N_("Name or number")) if searched else tr(N_("Type to search")),
        )
        self.pick.edited.connect(self.edited)
        box = row(self.pick)
        box.setStretch(0, 1)
        if self._to in place.data.creatable and not searched:
            new = Button(tr(N_("New …")), name=f"{place.object_name}.new", icon="plus")
            new.setAccessibleName(tr(N_("{label}: write down a new one"), label=place.label))
            new.clicked.connect(lambda _checked: self.wants_new.emit(self._to))
            box.addWidget(new)
        self.setLayout(box)

    def _search(self, text: str, give: Callable[[Sequence[Offer]], None]) -> None:
        self.place.desk.look(forms.cases_like, text, self._to).then(
            self, lambda found: give(offers(found)), key="search"
        )

    def learn(self, option: Option) -> None:
        """Know one more record, and lead to it."""
        self._index = Index([*self._index.offers, *offers([option])])
        self.pick.suggestions.look_in(offers_now(self._index))
        self.pick.set_offer(self._index.by_code[option.id])
        self.edited.emit()

    def value(self) -> object:
        """The id of the record; what is none, as it was typed."""
        offer = self.pick.offer()
        return offer.code if offer else self.pick.text() or None

    def set_value(self, plain: Plain) -> None:
        """Show where it leads, by name."""
        code = str(plain) if plain else ""
        known = self._index.by_code.get(code)
        self.pick.set_offer(known or (Offer(code, tr(GONE)) if code else None))

    def mistake(self) -> str:
        """What was typed is no record here."""
        if not self.pick.text() or self.pick.offer() is not None:
            return ""
        if self._office():
            return tr(N_("There is nothing of this name in the directory. Choose from the list."))
        return tr(N_("There is nothing of this name here. Choose from the list."))

    def _office(self) -> bool:
        return RECORDS[self._to].scope is Scope.OFFICE

    def target(self) -> SearchPick:
        """The field."""
        return self.pick

    def mark(self, *, problem: bool) -> None:
        """Mark the field."""
        self.pick.set_state("problem" if problem else "")

    def settle(self) -> None:
        """A text that fits one thing alone is that thing."""
        self.pick.settle()


class UserEditor(Editor):
    """A user of this office, by name; “me” is one press away."""

    def __init__(self, place: Place) -> None:
        super().__init__(place)
        self.setObjectName(f"{place.object_name}.field")
        here = [one for one in place.data.users if not one.more]
        self._all = Index(offers(place.data.users))
        self.pick = SearchPick(
            offers_now(Index(offers(here))),
            name=place.object_name,
            aloud=place.label,
            prompt=tr(N_("Type to search")),
        )
        self.pick.edited.connect(self.edited)
        me = Button(tr(N_("Me")), name=f"{place.object_name}.me")
        me.setAccessibleName(tr(N_("{label}: me"), label=place.label))
        me.clicked.connect(lambda _checked: self._me())
        box = row(self.pick, me)
        box.setStretch(0, 1)
        self.setLayout(box)

    def _me(self) -> None:
        self.set_value(self.place.desk.me.login)
        self.edited.emit()

    def value(self) -> object:
        """The login; what is none, as it was typed."""
        offer = self.pick.offer()
        return offer.code if offer else self.pick.text() or None

    def set_value(self, plain: Plain) -> None:
        """Show a user by name; one of another office by login."""
        login = str(plain) if plain else ""
        self.pick.set_offer(self._all.by_code.get(login) or (Offer(login, login) if login else None))

    def mistake(self) -> str:
        """Nobody of this name is in the office."""
        if not self.pick.text() or self.pick.offer() is not None:
            return ""
        return tr(N_("Nobody of this name works here. Choose from the list."))

    def target(self) -> SearchPick:
        """The field."""
        return self.pick

    def mark(self, *, problem: bool) -> None:
        """Mark the field."""
        self.pick.set_state("problem" if problem else "")

    def settle(self) -> None:
        """A text that fits one person alone is that person."""
        self.pick.settle()

"""A line that holds one organisation of the directory: searched by typing, those of one name told apart."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from victimcase.domain.folding import search_key
from victimcase.gui.forms.suggestions import Index, Offer, SearchPick, offers_now
from victimcase.i18n import N_, tr
from victimcase.services.case_papers import Addressee


def offers_of(found: Iterable[Addressee]) -> list[Offer]:
    """Organisations as offers of a list. Where several have one name, what tells them apart is part of it."""
    known = list(found)
    named = Counter(search_key(one.name) for one in known)
    return [_offer(one, alone=named[search_key(one.name)] == 1) for one in known]


def _offer(one: Addressee, *, alone: bool) -> Offer:
    where = ", ".join(filter(None, (one.country, one.city, one.type)))
    if alone or not where:
        return Offer(one.id, one.name, where, (one.own_script_name,))
    return Offer(one.id, f"{one.name} · {where}", "", (one.own_script_name,))


class OrganisationPick(SearchPick):
    """One organisation, or one of the few things that stand before them all (`first`: code and words)."""

    def __init__(self, *, name: str, aloud: str, first: Sequence[tuple[str, str]] = ()) -> None:
        self._first = [Offer(code, words) for code, words in first]
        self._index = Index(self._first)
        self._wanted = ""
        prompt = tr(N_("Type a part of the name"))
        super().__init__(offers_now(self._index), name=name, aloud=aloud, prompt=prompt)
        self.line.gone.connect(self.settle)
        self.edited.connect(self._said)

    def _said(self) -> None:
        self._wanted = ""
        self.line.setToolTip(self.text())

    def know(self, found: Iterable[Addressee]) -> None:
        """The directory was read, perhaps anew; what is chosen or typed stays."""
        self._index = Index([*self._first, *offers_of(found)])
        self.suggestions.look_in(offers_now(self._index))
        if code := self.value() or self._wanted:
            self.set_value(code)

    def value(self) -> str:
        """The id of the organisation, or the code of what stands before them; empty where none is chosen."""
        chosen = self.offer()
        return chosen.code if chosen else ""

    def set_value(self, code: str) -> None:
        """Show an organisation, without a word to anybody; it may be known only later."""
        found = self._index.by_code.get(code)
        self._wanted = "" if found else code
        self.set_offer(found)
        self.line.setToolTip(self.text())

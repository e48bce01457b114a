"""Who is known already: people alike somebody who is about to be written down."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain.names import ALIKE, LIKELY, search_keys, similarity
from victimcase.domain.rights import Right
from victimcase.i18n import N_, tr
from victimcase.services import ages, derived, imports, records
from victimcase.services.reading import kind_of
from victimcase.services.tx import Tx
from victimcase.services.use_case import query
from victimcase.store import cards, rows, search

CANDIDATES: Final = 15
"""Known people somebody is compared with at most, those first that share most."""

SHOWN: Final = 5


@dataclass(frozen=True)
class Known:
    """Somebody this may be: the latest case the user may see, and why it may be them. `likely`: probably."""

    number: str
    name: str
    name_in_script: str
    age: str
    citizenships: str
    open: bool
    likely: bool
    why: tuple[str, ...]
    person: str


@query(N_("Look for people known already"), needs=Right.SEE_CASES)
def alike(tx: Tx, given: Mapping[str, object]) -> list[Known]:
    """People of cases the user may see who are alike, the likeliest first, at most five.

    `given` is what is typed of a person so far; what cannot be understood is an Invalid as in saving.
    """
    traits = imports.traits_of(records.understood(tx, kind_of("person"), given))
    may, parameters = cards.allowed(tx.me.reader)
    found = search.alike(tx.conn, search_keys(traits), may, parameters, most=CANDIDATES)
    scored = [
        (*similarity(traits, derived.traits(known)), known.id)
        for known in rows.several(tx.conn, "person", found)
    ]
    shown: list[Known] = []
    for score, why, person in sorted(scored, key=lambda one: -one[0]):
        visible = [one for one in cards.of_person(tx.conn, person) if tx.visible(one.case_id)]
        if score < ALIKE or not visible or len(shown) == SHOWN:
            continue
        card = max(visible, key=lambda one: (one.opened_on, one.number))
        shown.append(
            Known(
                number=card.number,
                name=card.name,
                name_in_script=card.name_in_script,
                age=ages.in_words(card.birth, tx.today),
                citizenships=", ".join(tx.reference.country(code) for code in card.citizenships),
                open=bool(card.steps),
                likely=score >= LIKELY,
                why=tuple(tr(one) for one in why),
                person=card.person_id,
            )
        )
    return shown

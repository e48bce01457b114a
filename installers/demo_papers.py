"""Every paper of three made-up people, in three languages and for whom each is meant, from the demo vault.

    .venv/bin/python installers/demo_papers.py VAULT PASSWORD_FILE FOLDER

Papers lie under FOLDER by case, language and purpose; `papers.txt` tells what each case has, and why a paper
could not be made.
"""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import date
from itertools import product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Final

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from victimcase.domain.consent import State
from victimcase.domain.errors import UserError
from victimcase.domain.outputs import INTERNAL, PURPOSES, Output, papers
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.purposes import LIAISON, RECALL
from victimcase.services import case_papers, cases, consents, door, extracts, free_texts, vaults
from victimcase.services import papers as desk
from victimcase.services.compose.order import Order
from victimcase.services.consents import Held
from victimcase.services.session import Session
from victimcase.store.cards import Card

WHO: Final = "supervisor"
LANGUAGES: Final = (("en",), ("fa",), ("my",))
SIDE_BY_SIDE: Final = ("en", "th")
OFFICE: Final = "office"
"""Folder of the papers about no case."""
NOT_OF_A_CASE: Final = frozenset({"statistics_report", "recall_letter", extracts.OUTPUT})
OF_THE_LEDGER: Final = frozenset({"person_note", "data_protection_receipt", "access_request"})
"""Made first: they tell who has what, and all the others go into that list."""
ELSEWHERE: Final = "other-cases"
"""Folder of papers that none of the cases shown has."""
READ: Final = {free_texts.EVERY: free_texts.GOES}
RETURNED, CHILD, STAYS = "adult-returned", "child", "adult-who-stays"

FARTHEST_FIRST: Final = (
    "consulate",
    "voluntary_return",
    "police",
    "testimony",
    "financial_investigation",
    "legal_assistance",
    "referral",
    "services",
    "case_transfer",
    "own_copy",
    "access",
    "internal",
)
"""Of the purposes a paper serves the one that is shown in every language: the farther it goes, the more it
has to be right. English has them all.
"""


@dataclass
class Shelf:
    """Where the papers go, and what was made and what was not."""

    session: Session
    folder: Path
    lines: list[str] = field(default_factory=list)
    made: int = 0
    shown: set[str] = field(default_factory=set)

    def give(self, folder: str, output: str, order: Order, *, quietly: bool = False) -> None:
        """Make one paper, or write down why there is none unless `quietly`."""
        place = self.folder / folder / "-".join(order.languages)
        place.mkdir(parents=True, exist_ok=True)
        out = place / f"{output}-{order.purpose}.pdf"
        try:
            desk.give(self.session, output, order, out)
        except UserError as error:
            if not quietly:
                self.note(out, f"not made: {error}")
        else:
            self.made += 1
            self.shown.add(output)
            self.note(out, f"for {order.recipient}")

    def note(self, what: Path, words: str) -> None:
        """One line of the list."""
        self.lines.append(f"{what.relative_to(self.folder).as_posix()}: {words}")


@dataclass(frozen=True)
class Shown:
    """A case that is shown: its folder and number, what it lacks by paper, consents to tell others."""

    folder: str
    number: str
    lacks: Mapping[str, str]
    told: Mapping[str, Held]
    """By purpose."""

    @property
    def worth(self) -> int:
        """How much of the work can be seen on its papers."""
        return 2 * len(self.told) - len(self.lacks)


def chosen(session: Session) -> tuple[list[Shown], list[Shown]]:
    """An adult who returned abroad, a child, an adult who stays: of each the case with the most to show; and
    all the others.
    """
    setting = session.look(desk.setting_of)
    known = {one.name for one in session.look(case_papers.addressees)}
    found = []
    for card in session.look(cases.listed, limit=1000):
        makeable = session.look(case_papers.makeable, card.number)
        lacks = {one.output: one.lacks for one in makeable if one.lacks}
        folder = "" if card.restricted else _kind(card, lacks, setting.today, setting.country)
        found.append(Shown(folder, card.number, lacks, _told(session, card.number, known)))
    best = [
        max(same, key=lambda one: one.worth)
        for folder in (RETURNED, CHILD, STAYS)
        if (same := [one for one in found if one.folder == folder])
    ]
    return best, [one for one in found if one not in best]


def _kind(card: Card, lacks: Mapping[str, str], today: date, country: str) -> str:
    """Whose case it is; empty where it shows nothing of its own."""
    if not card.birth or "option_decision" in lacks or country in card.citizenships:
        return ""
    if PartialDate.parse(card.birth).treated_as_child(today):
        return CHILD
    if "handover_protocol" not in lacks:
        return RETURNED
    return "" if "reintegration_plan" in lacks else STAYS


def _told(session: Session, number: str, known: set[str]) -> dict[str, Held]:
    """Consents in force that let organisations be told, by purpose."""
    held = session.look(consents.listed, number)
    fit = (one for one in held if one.state is State.VALID and not one.lack and one.recipient in known)
    return {one.purpose: one for one in fit}


def ways(one: Output, case: Shown) -> Iterator[tuple[str, str]]:
    """Purpose and recipient of a paper: one for each reader, the farthest first."""
    readers = set()
    for purpose in FARTHEST_FIRST:
        whom = _reader(purpose, case)
        if purpose in one.purposes and whom and whom not in readers:
            readers.add(whom)
            yield purpose, whom


def _reader(purpose: str, case: Shown) -> str:
    if PURPOSES[purpose].to_person:
        return door.PERSON
    held = case.told.get(PURPOSES[purpose].consent)
    return door.OWN if purpose == INTERNAL else held.recipient if held else ""


def elsewhere(shelf: Shelf, case: Shown, outputs: tuple[Output, ...]) -> None:
    """Papers that none of the cases shown has, from another case that has them."""
    for one in outputs:
        if one.code not in shelf.shown and one.code not in case.lacks:
            for purpose, whom in list(ways(one, case))[:1]:
                for languages in LANGUAGES:
                    order = Order(case.number, whom, purpose, languages=languages, texts=READ)
                    shelf.give(ELSEWHERE, one.code, order, quietly=True)


def of_case(shelf: Shelf, case: Shown, languages: tuple[str, ...], outputs: tuple[Output, ...]) -> None:
    """The papers about one case: in English for each reader, in another language for the farthest one.

    Those that hold the whole case are alike in every case, and in another language one of them is enough.
    """
    english = languages == LANGUAGES[0]
    for one in outputs:
        if not english and one.kinds is None and case.folder != RETURNED:
            continue
        if one.code in case.lacks:
            shelf.lines.append(f"{case.folder}: {one.code}: lacks {case.lacks[one.code]}")
            continue
        found = list(ways(one, case))
        if not found:
            shelf.lines.append(f"{case.folder}: {one.code}: nobody may be told")
        for purpose, whom in found if english else found[:1]:
            order = Order(
                case.number, whom, purpose, languages=languages, texts=READ, about=_about(one, case)
            )
            shelf.give(case.folder, one.code, order)


def _about(one: Output, case: Shown) -> str:
    """The consent a form is about: a person gave several."""
    return next((held.id for held in case.told.values()), "") if one.code == "consent_form" else ""


def called_back(shelf: Shelf, case: Shown) -> None:
    """A consent is withdrawn, and who holds something because of it is asked to give it back."""
    for one in case.told.values():
        if shelf.session.look(consents.holders, case.number, one.id).holders:
            today = shelf.session.look(desk.setting_of).today
            how = "Said so to the caseworker"
            shelf.session.do(consents.withdraw, case.number, one.id, on=today, how=how)
            order = Order(case.number, one.recipient, RECALL, more={"consent": one.id})
            for languages in LANGUAGES:
                shelf.give(case.folder, "recall_letter", replace(order, languages=languages))
            return


def of_office(shelf: Shelf, languages: tuple[str, ...], police: str) -> None:
    """The papers about no case."""
    shelf.give(OFFICE, "statistics_report", Order("", door.OWN, INTERNAL, languages=languages))
    out = shelf.folder / OFFICE / "-".join(languages) / f"{extracts.OUTPUT}-{LIAISON}.pdf"
    try:
        extracts.give(shelf.session, police, extracts.Choosing(), out, language=languages[0])
    except UserError as error:
        shelf.note(out, f"not made: {error}")
    else:
        shelf.made += 1
        shelf.note(out, f"for {police}")


@contextmanager
def opened(vault: Path, beside: Path, password: str) -> Iterator[Session]:
    """A copy of the vault, open. What this machine remembers of it stays beside the copy: remembered of the
    vault itself, the copy would seem to be the newer one, and the vault gone back to an older state.
    """
    copy = Path(shutil.copytree(vault, beside / vault.name))
    with vaults.opened(copy, WHO, password, how=vaults.options(beside / "state")) as session:
        yield session


def make(vault: Path, password: str, folder: Path) -> int:
    """Make all of them into a folder; how many there are. A copy of the vault gives them out, so that its
    own ledger stays as it was.
    """
    with TemporaryDirectory() as beside, opened(vault, Path(beside), password) as session:
        shelf = Shelf(session, folder)
        shown, others = chosen(session)
        outputs = tuple(one for one in papers() if one.code not in NOT_OF_A_CASE)
        early = tuple(one for one in outputs if one.code in OF_THE_LEDGER)
        late = tuple(one for one in outputs if one not in early)
        for case in shown:
            shelf.lines.append(f"{case.folder} is {case.number}; lets be told: {', '.join(case.told)}")
            for group, languages in product((early, late), LANGUAGES):
                of_case(shelf, case, languages, group)
        for case in others:
            elsewhere(shelf, case, outputs)
        told = (one.told["police"].recipient for one in shown if "police" in one.told)
        police = next(told, door.OWN)
        for languages in LANGUAGES:
            of_office(shelf, languages, police)
        for case in shown:
            for one in (one for one in outputs if one.code == "consent_form"):
                about = _about(one, case)
                form = Order(case.number, door.PERSON, "own_copy", languages=SIDE_BY_SIDE, about=about)
                shelf.give(case.folder, one.code, form)
            called_back(shelf, case)
    folder.joinpath("papers.txt").write_text("\n".join([*shelf.lines, ""]), "utf-8")
    return shelf.made


def main() -> None:
    """Make them from the vault and the file with its passphrase that are named."""
    vault, secret, folder = (Path(one) for one in sys.argv[1:4])
    made = make(vault, secret.read_text("utf-8").splitlines()[0], folder)
    sys.stdout.write(f"{made} papers of made-up people: {folder}\n")


if __name__ == "__main__":
    main()

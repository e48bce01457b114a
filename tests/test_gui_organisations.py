"""The line that holds an organisation: found by any of its names, those of one name told apart."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from tests.window_ground import qapp
from victimcase.gui.forms.organisations import OrganisationPick, offers_of
from victimcase.services.case_papers import Addressee

__all__ = ["qapp"]

CLINIC = Addressee("a" * 32, "Blue House", "Thailand", "Mae Sot", "Clinic", "บ้านสีฟ้า")
SHELTER = Addressee("b" * 32, "blue house", "Thailand", "Ranong", "Shelter")
SCHOOL = Addressee("c" * 32, "Sewing School", "Laos", "Vientiane", "School")


def made(qtbot: QtBot) -> OrganisationPick:
    """A line in sight, with three organisations and the own office."""
    pick = OrganisationPick(name="to", aloud="To", first=[("own", "The own office")])
    qtbot.addWidget(pick)
    pick.resize(400, 40)
    pick.show()
    pick.know([CLINIC, SHELTER, SCHOOL])
    return pick


def typed(pick: OrganisationPick, text: str) -> str:
    """What a text and Enter choose."""
    pick.line.clear()
    QTest.keyClicks(pick.line, text)
    QTest.keyClick(pick.line, Qt.Key.Key_Return)
    return pick.value()


def test_two_of_one_name_are_told_apart() -> None:
    words = {one.code: one.words for one in offers_of([CLINIC, SHELTER, SCHOOL])}
    assert words[CLINIC.id] == "Blue House · Thailand, Mae Sot, Clinic"
    assert words[SHELTER.id] == "blue house · Thailand, Ranong, Shelter"
    assert words[SCHOOL.id] == "Sewing School"


def test_it_is_found_by_name_place_and_kind(qtbot: QtBot) -> None:
    pick = made(qtbot)
    found = [typed(pick, text) for text in ("sew", "blue ranong", "blue clinic", "own of", "vientiane")]
    assert found == [SCHOOL.id, SHELTER.id, CLINIC.id, "own", SCHOOL.id]
    pick.line.clear()
    pick.line.insert("บ้าน")
    pick.suggestions.search("บ้าน")
    assert [one.code for one in pick.suggestions.offers] == [CLINIC.id]


def test_a_name_two_have_chooses_neither(qtbot: QtBot) -> None:
    """Leaving the line settles a name only one has."""
    pick = made(qtbot)
    for text, chosen in (("Blue House", ""), ("Sewing School", SCHOOL.id), ("nobody", "")):
        pick.line.clear()
        QTest.keyClicks(pick.line, text)
        pick.line.gone.emit()
        assert pick.value() == chosen, text


def test_what_is_known_later_is_shown_then(qtbot: QtBot) -> None:
    pick = OrganisationPick(name="to", aloud="To")
    qtbot.addWidget(pick)
    pick.set_value(SCHOOL.id)
    assert (pick.value(), pick.text()) == ("", "")
    pick.know([CLINIC, SCHOOL])
    assert (pick.value(), pick.text()) == (SCHOOL.id, "Sewing School")
    pick.know([CLINIC, SHELTER, SCHOOL])
    assert pick.value() == SCHOOL.id
    pick.set_value("")
    pick.know([SCHOOL])
    assert pick.value() == ""

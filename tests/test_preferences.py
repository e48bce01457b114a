"""What users like stays theirs and outlives the session; what the machine knows survives any damage."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.test_drafts import entries
from tests.vaults import FOUNDER, SignIn, new_case, save
from victimcase import paths
from victimcase.domain.errors import Invalid, Refused
from victimcase.services import machine, preferences
from victimcase.services.machine import Machine
from victimcase.services.preferences import Look, View
from victimcase.store.errors import DiskTrouble


def test_a_preference_outlives_the_session_and_leaves_no_entry(sign_in: SignIn) -> None:
    with sign_in() as session:
        before = entries(session)
        session.do(preferences.put, "columns", {"name": 120})
        session.do(preferences.put, "columns", {"name": 140})
        session.do(preferences.set_look, Look("dark", 130, ("thai",), "th"))
        assert entries(session) == before
    with sign_in() as session:
        assert session.look(preferences.get, "columns") == {"name": 140}
        assert session.look(preferences.look) == Look("dark", 130, ("thai",), "th")
        assert set(session.look(preferences.listed)) == {"columns", "look"}
        session.do(preferences.put, "columns", None)
        assert session.look(preferences.get, "columns") is None
    with sign_in("supervisor") as session:
        assert session.look(preferences.listed) == {} and session.look(preferences.look) == Look()


def test_what_is_searched_for_does_not_lie_readable(sign_in: SignIn) -> None:
    with sign_in() as session:
        session.do(preferences.save_view, View("Aung family", {"search": "Thiri Aung"}))
        with session.vault.read.begin() as conn:
            kept = [tuple(row) for row in conn.exec_driver_sql("SELECT * FROM preference")]
        assert len(kept) == 1 and "Aung" not in str(kept)
    with sign_in("supervisor") as session:
        with session.vault.write.begin() as conn:
            conn.exec_driver_sql('UPDATE preference SET "user" = ?', (session.me.user,))
        assert session.look(preferences.views) == [], "taken over by a script it opens no more"


def test_views_are_saved_under_their_names(sign_in: SignIn) -> None:
    first, second = View("Children", {"child": True}, "name"), View("Due", {"due": 7})
    with sign_in() as session:
        session.do(preferences.save_view, first)
        session.do(preferences.save_view, second)
        session.do(preferences.save_view, View(" children ", {"child": True}, "risk"))
        assert session.look(preferences.views) == [View("children", {"child": True}, "risk"), second]
        session.do(preferences.drop_view, "CHILDREN")
        session.do(preferences.drop_view, "never was")
        assert session.look(preferences.views) == [second]
        for name in ("  ", "x" * 61):
            with pytest.raises(Invalid, match="name"):
                session.do(preferences.save_view, View(name))
        for count in range(preferences.MOST_VIEWS - 1):
            session.do(preferences.save_view, View(f"view {count}"))
        with pytest.raises(Invalid, match="50 saved views"):
            session.do(preferences.save_view, View("one too many"))
        with pytest.raises(Invalid, match="more than can be kept"):
            session.do(preferences.put, "k", "x" * preferences.MOST_CHARACTERS)


def test_the_cases_opened_last_are_told_as_long_as_they_are_in_sight(sign_in: SignIn) -> None:
    with sign_in() as session:
        numbers = [new_case(session).number for _ in range(preferences.MOST_OPENED + 1)]
        for number in (*numbers, numbers[3], "no such case"):
            session.do(preferences.note_opened, number)
        expected = [numbers[3], *(one for one in reversed(numbers[1:]) if one != numbers[3])]
        assert [card.number for card in session.look(preferences.opened)] == expected
        assert all(len(one) == 32 for one in session.look(preferences.get, preferences.OPENED))
    with sign_in(FOUNDER) as session:
        save(session, numbers[3], "case", restricted=True, restricted_members=FOUNDER)
    with sign_in() as session:
        assert [card.number for card in session.look(preferences.opened)] == expected[1:]
    with sign_in("admin") as session, pytest.raises(Refused):
        session.look(preferences.opened)


@pytest.mark.parametrize("kept", [None, 7, [], {"theme": "pink", "text_size": "big", "calendars": 3}])
def test_a_look_that_makes_no_sense_is_the_usual_one(kept: object) -> None:
    assert preferences.sound_look(kept) == Look()


@pytest.fixture
def file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where this test's machine keeps what it knows."""
    monkeypatch.setenv("VICTIMCASE_STATE", str(tmp_path / "state"))
    return paths.config_folder() / machine.NAME


def test_the_machine_remembers_the_look_and_folders_alone(file: Path, tmp_path: Path) -> None:
    assert machine.load() == Machine()
    machine.keep_look(Look("contrast", 150, (), "my"))
    for name in ("one", "two", "one"):
        machine.remember_vault(tmp_path / name)
    known = machine.load()
    assert known == Machine(Look("contrast", 150, (), "my"), (tmp_path / "one", tmp_path / "two"))
    machine.forget_vault(tmp_path / "one")
    assert machine.load().vaults == (tmp_path / "two",)
    assert set(json.loads(file.read_text("utf-8"))) == {"look", "vaults"}
    for count in range(20):
        machine.remember_vault(tmp_path / str(count))
    assert len(machine.load().vaults) == machine.MOST_VAULTS
    assert machine.load().vaults[0] == tmp_path / "19"


@pytest.mark.parametrize(
    "damage",
    [b"", b"{", b"[1]", b'{"look": [], "vaults": "x"}', b"\xff\xfe\x00", b'{"vaults": [1, ""]}', b"[" * 9999],
)
def test_a_damaged_file_is_as_if_nothing_had_been_chosen(file: Path, damage: bytes) -> None:
    file.parent.mkdir(parents=True)
    file.write_bytes(damage)
    assert machine.load() == Machine()
    machine.keep_look(Look("dark"))
    assert machine.load().look == Look("dark")


def test_what_is_far_too_long_is_not_read(file: Path) -> None:
    file.parent.mkdir(parents=True)
    said = json.dumps({"look": {"theme": "dark"}, "vaults": ["x" * 100_000]})
    file.write_text(said, "utf-8")
    assert machine.load() == Machine()
    file.write_text(said.replace("x" * 100_000, "x"), "utf-8")
    assert machine.load().look == Look("dark")


def test_a_folder_that_cannot_be_written_is_told_kindly(file: Path) -> None:
    file.parent.parent.mkdir(parents=True)
    file.parent.write_bytes(b"a file where the folder should be")
    with pytest.raises(DiskTrouble):
        machine.keep_look(Look("dark"))
    assert machine.load() == Machine()

"""What a limited role was not shown of a consent stays as it is, whichever way that role writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pytestqt.qtbot import QtBot

from tests.command_line import Terminal, terminal
from tests.form_ground import DeskOf, desk_of, open_form, words_of
from tests.form_ground import save as press_save
from tests.vaults import SignIn, new_case, notify, save
from victimcase.domain.errors import UserError
from victimcase.domain.records.consents import Consent
from victimcase.services import cases, field_history, forms, imports
from victimcase.services.session import Session

__all__ = ["desk_of", "terminal"]

FULL = ["identity", "health", "protection_claim", "location_of_shelter"]
NOTE = "She is afraid of her uncle."


def consent_of(session: Session, number: str) -> Consent:
    """The one consent of the case, as this user sees it."""
    [found] = [seen.record for kind, seen in session.look(cases.shown, number).records if kind == "consent"]
    assert isinstance(found, Consent)
    return found


def record_of(session: Session, number: str) -> str:
    """Its id."""
    return next(seen.id for kind, seen in session.look(cases.shown, number).records if kind == "consent")


@pytest.fixture
def number(sign_in: SignIn) -> str:
    """A case the mission knows of, with a consent that names what a mission may not read."""
    with sign_in() as session:
        made = new_case(session).number
        save(session, "office", "organisation", name="Harbour Clinic", country="TH")
        said: dict[str, Any] = {"given": True, "given_by": "person", "given_on": "2026-03-10"}
        save(
            session, made, "consent", purpose="referral", recipient="Harbour Clinic", categories=FULL,
            note=NOTE, **said,
        )  # fmt: skip
        notify(session, made)
        return made


def whole(sign_in: SignIn, number: str) -> Consent:
    """The consent with all there is in it."""
    with sign_in("supervisor") as session:
        return consent_of(session, number)


def test_the_mission_sees_less(sign_in: SignIn, number: str) -> None:
    with sign_in("consul") as session:
        seen = consent_of(session, number)
    assert (seen.categories, seen.note) == (("identity", "health"), None)
    assert whole(sign_in, number).categories == tuple(FULL)


WRITTEN: list[tuple[dict[str, Any], tuple[str, ...]]] = [
    ({"limits": "Not by telephone."}, tuple(FULL)),
    ({"categories": ["identity"]}, ("identity", "protection_claim", "location_of_shelter")),
    ({"categories": []}, ("protection_claim", "location_of_shelter")),
    (
        {"categories": ["identity", "travel"]},
        ("identity", "travel", "protection_claim", "location_of_shelter"),
    ),
]


@pytest.mark.parametrize(("given", "stays"), WRITTEN)
def test_saving_what_was_seen_keeps_the_rest(
    sign_in: SignIn, number: str, given: dict[str, Any], stays: tuple[str, ...]
) -> None:
    with sign_in("consul") as session:
        record = record_of(session, number)
        save(session, number, "consent", id=record, **given)
        shown = str(session.look(cases.shown, number).records)
        assert "protection_claim" not in shown and "location_of_shelter" not in shown
    after = whole(sign_in, number)
    assert (set(after.categories), after.note) == (set(stays), NOTE)


def test_a_form_saved_by_the_mission_keeps_the_rest(
    sign_in: SignIn, number: str, desk_of: DeskOf, qtbot: QtBot
) -> None:
    with sign_in("consul") as session:
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "consent", record=record_of(session, number), shown=False)
        assert form.sheet is not None
        assert form.sheet.rows["note"].editor is None, "withheld is shown, and not to be written"
        form.sheet.rows["categories"].put(["identity", "contact"])
        form.sheet.rows["limits"].put("Not by telephone.")
        assert len(press_save(form)) == 1, words_of(form, "form.trouble")
    after = whole(sign_in, number)
    assert set(after.categories) == {"identity", "contact", "protection_claim", "location_of_shelter"}
    assert (after.note, after.limits) == (NOTE, "Not by telephone.")


def test_a_form_sent_with_what_was_withheld_is_refused_whole(sign_in: SignIn, number: str) -> None:
    with sign_in("consul") as session:
        record = record_of(session, number)
        with pytest.raises(UserError):
            session.do(forms.save, number, "consent", {"limits": "x", "note": ""}, {}, record=record)
    after = whole(sign_in, number)
    assert (after.note, after.limits) == (NOTE, None)


def test_the_command_line_keeps_the_rest(terminal: Terminal, tmp_path: Path) -> None:
    number = terminal.json("case", "new", "given_names=Thiri", "citizenships=MM")["number"]
    words = ("purpose=services", "given=yes", f"categories={','.join(FULL)}", f"note={NOTE}")
    record = terminal.json("record", "save", number, "consent", *words)["id"]
    terminal.json("record", "save", number, "consular_notification", "country=MM", "decision=notify")
    consul = terminal.as_("consul")
    [seen] = consul.json("consent", "list", number)
    assert seen["categories"] == ["identity", "health"]
    consul.json("record", "save", number, "consent", "--id", record, "categories=identity")
    blanked = consul("record", "save", number, "consent", "--id", record, "note=")
    assert blanked.status == 1 and "does not write" in blanked.err
    [after] = terminal.as_("supervisor").json("consent", "list", number)
    assert after["categories"] == ["identity", "protection_claim", "location_of_shelter"]
    shown = terminal.json("case", "show", number)
    [kept] = [one["fields"] for one in shown["records"] if one["kind"] == "consent"]
    assert kept["note"] == NOTE


def test_bringing_an_earlier_value_back_keeps_the_rest(sign_in: SignIn, number: str) -> None:
    with sign_in("consul") as session:
        record = record_of(session, number)
        save(session, number, "consent", id=record, categories=["identity"])
        told = session.look(field_history.field_history, number, "consent", record, "categories")
        assert "protection" not in str(told).casefold()
        earlier = told[-1].key
        session.do(field_history.restore_field, number, "consent", record, "categories", earlier)
    assert set(whole(sign_in, number).categories) == set(FULL)


@pytest.mark.parametrize("field", ["categories", "given", "withdrawn_on", "recipient_text", "note"])
def test_no_file_writes_into_a_consent(sign_in: SignIn, number: str, tmp_path: Path, field: str) -> None:
    """A table with a map may name many fields, none of a consent."""
    table, mapping = tmp_path / "own.csv", tmp_path / "map.toml"
    table.write_text("Name;May\nThiri;yes\n", encoding="utf-8")
    mapping.write_text(f'[columns]\n"Name" = "prs_FirstName"\n"May" = "consent.{field}"\n', "utf-8")
    with sign_in() as session, pytest.raises(UserError):
        imports.run(session, imports.understand(table, form="csv", mapping=mapping))
    assert whole(sign_in, number).categories == tuple(FULL)


def test_a_file_that_comes_in_twice_leaves_consents_alone(sign_in: SignIn, tmp_path: Path) -> None:
    """The tick is read once; what was written here since is not touched by the file that comes again."""
    table = tmp_path / "people.csv"
    head = "prs_FirstName,prs_SecondName,prs_Citizenship,con_Consent\n"
    table.write_text(f"{head}Sokha,Chann,KH,Yes\n", "utf-8")
    with sign_in() as session:
        report = imports.run(session, imports.understand(table))
        [number] = report.cases
        own = save(
            session, number, "consent", purpose="services", given=True, given_by="person",
            given_on="2026-03-10", categories=[*FULL], note=NOTE,
        ).id  # fmt: skip
        table.write_text(f"{head}Sokha,Chann,KH,No\n", "utf-8")
        imports.run(session, imports.understand(table))
        kept = {
            seen.id: seen.record
            for kind, seen in session.look(cases.shown, number).records
            if kind == "consent"
        }
        mine = kept[own]
        assert isinstance(mine, Consent)
        assert (mine.categories, mine.note, mine.given) == (tuple(FULL), NOTE, True)

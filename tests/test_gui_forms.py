"""The form of a record: drafts, problems, what others wrote meanwhile, what is withheld, rows below."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from tests.form_ground import DeskOf, desk_of, open_form, save, settle, type_in, words_of
from tests.vaults import FOUNDER, SignIn, new_case, notify
from tests.vaults import save as save_record
from victimcase.gui.dialogs.conflict import MINE, THEIRS, ConflictDialog, Contested
from victimcase.gui.forms.files import FileEditor, taken
from victimcase.gui.forms.lines import LongTextEditor, TextEditor
from victimcase.gui.forms.record_form import RecordForm
from victimcase.gui.forms.sheet import kept
from victimcase.services import drafts, forms, records, undo
from victimcase.services.session import Session

__all__ = ["desk_of"]


def line_of(form: RecordForm, name: str) -> TextEditor:
    """The line of a text field."""
    assert form.sheet is not None
    found = form.sheet.rows[name].editor
    assert isinstance(found, TextEditor)
    return found


def write(form: RecordForm, name: str, text: str) -> None:
    """Write into a text field."""
    type_in(line_of(form, name).line, text)


def now(session: Session, number: str, kind: str, record: str, name: str) -> object:
    """What a field holds in the vault."""
    return kept(session.look(forms.read, number, kind, record), name)


def test_only_what_was_changed_is_sent(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """Saving one name leaves every other field as it is, and one entry."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        saved: list[object] = []
        desk.saved.connect(saved.append)
        form = open_form(qtbot, desk, number, "person")
        assert not form.dirty() and form.draft() is None
        write(form, "middle_names", "Mya")
        assert form.sheet is not None and form.sheet.given() == {"middle_names": "Mya"}
        assert len(save(form)) == 1 and not form.dirty()
        assert now(session, number, "person", form.record, "middle_names") == "Mya"
        assert [getattr(one, "what", "") for one in saved] == ["Saved: Person"]
        session.do(undo.last)
        assert now(session, number, "person", form.record, "middle_names") is None


def test_a_draft_is_kept_while_typing_pauses_and_waits_in_the_form(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """What was typed is there again after the form was gone, until it is saved."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person")
        write(form, "middle_names", "Mya")
        qtbot.waitUntil(lambda: session.look(drafts.listed) != [], timeout=3000)
        settle(desk)
        assert form.footer._draft._whole.startswith("Draft kept ")
        again = open_form(qtbot, desk, number, "person")
        assert "Your form is kept" in words_of(again, "form.kept")
        assert line_of(again, "middle_names").line.text() == "Mya" and again.dirty()
        assert len(save(again)) == 1
        settle(desk)
        assert session.look(drafts.listed) == []
        assert open_form(qtbot, desk, number, "person", shown=False).dirty() is False


def test_throwing_away_leaves_the_record_as_it_was(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """Neither the words nor their draft stay."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person", shown=False)
        write(form, "given_names", "Other")
        form.drafting.keep()
        settle(desk)
        assert len(session.look(drafts.listed)) == 1
        form.throw_away()
        settle(desk)
        assert session.look(drafts.listed) == [] and not form.dirty()
        assert line_of(form, "given_names").line.text() == "Thiri"


def test_a_draft_says_what_others_wrote_since(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """A draft never hides that the field it would change is another one by now."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person", shown=False)
        write(form, "given_names", "Mine")
        form.drafting.keep()
        settle(desk)
        session.do(records.save, number, "person", {"given_names": "Theirs"})
        again = open_form(qtbot, desk, number, "person", shown=False)
        assert "Somebody wrote here since: Given names" in words_of(again, "form.kept")


def test_two_who_write_the_same_field_choose_and_nothing_is_lost(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """A field written elsewhere meanwhile is shown side by side; the choice is saved."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person")
        write(form, "given_names", "Mine")
        write(form, "middle_names", "Mya")
        session.do(records.save, number, "person", {"given_names": "Theirs", "family_name": "New"})
        assert save(form) == []
        dialog = form.findChild(ConflictDialog)
        assert dialog is not None
        assert dialog.choices() == {"given_names": THEIRS}
        radio = dialog.findChild(QWidget, "conflict.given_names.mine")
        assert radio is not None and "Mine" in radio.accessibleName()
        QTest.mouseClick(radio, Qt.MouseButton.LeftButton)
        radio.setChecked(True)  # type: ignore[attr-defined]  # a radio button
        assert dialog.choices() == {"given_names": MINE}
        dialog._chosen()
        settle(desk)
        values = {
            name: now(session, number, "person", form.record, name)
            for name in ("given_names", "middle_names", "family_name")
        }
        assert values == {"given_names": "Mine", "middle_names": "Mya", "family_name": "New"}


def test_what_is_written_elsewhere_shows_at_once_in_a_clean_form(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """A form nobody types in follows the record; one somebody types in says so and keeps both."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person")
        desk.do(records.save, number, "person", {"given_names": "Second"}).then(form)
        settle(desk)
        assert line_of(form, "given_names").line.text() == "Second"
        write(form, "given_names", "Mine")
        desk.do(records.save, number, "person", {"given_names": "Third", "city": "Yangon"}).then(form)
        settle(desk)
        assert line_of(form, "given_names").line.text() == "Mine"
        assert line_of(form, "city").line.text() == "Yangon"
        assert "at the same time: Given names" in words_of(form, "form.meanwhile")


def test_a_problem_is_said_beside_the_field_and_holds_the_save(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """Two digits are missing: said in words, counted in the foot; it may be kept as it is."""
    from victimcase.gui.forms.phones import PhoneEditor

    with sign_in("caseworker") as session:
        number = new_case(session).number
        form = open_form(qtbot, desk_of(session), number, "person")
        assert form.sheet is not None and form.rail is not None
        row = form.sheet.rows["mobile_phone"]
        assert isinstance(row.editor, PhoneEditor)
        type_in(row.editor.line, "81 234 56")
        row.leave()
        assert row.problem.startswith("Two digits are missing.")
        assert save(form) == []
        assert form.footer._link.text() == "Mobile phone"
        type_in(row.editor.line, "81 234 5678")
        assert row.problem == "" and row.editor.value() == "+66812345678"
        type_in(row.editor.line, "81 234 56")
        row.leave()
        assert row.note.keep is not None
        row.note.keep.click()
        assert row.problem == "" and len(save(form)) == 1
        assert now(session, number, "person", form.record, "mobile_phone") == "+66 81 234 56"


def test_how_contact_is_safe_stands_before_any_number(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """Where nobody asked yet, that is said; a form without numbers says nothing."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "guardian", shown=False)
        assert "Nobody has written down yet what is safe" in words_of(form, "form.safe_contact")
        session.do(records.save, number, "person", {"safe_contact_times": "Sundays only"})
        form = open_form(qtbot, desk, number, "guardian", shown=False)
        assert "Sundays only" in words_of(form, "form.safe_contact")
        assert words_of(open_form(qtbot, desk, number, "note", shown=False), "form.safe_contact") == ""


def test_what_is_withheld_is_private_and_stays_as_it_is(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """A consul sees that health is withheld, writes a name, and changes nothing else."""
    with sign_in("supervisor") as session:
        number = new_case(session, health_alert="Penicillin").number
        notify(session, number)
    with sign_in("consul") as session:
        form = open_form(qtbot, desk_of(session), number, "person")
        assert form.sheet is not None
        row = form.sheet.rows["health_alert"]
        assert row.editor is None and row.box.accessibleName() == "Health alert: withheld"
        assert "Penicillin" not in " ".join(one.accessibleName() for one in form.findChildren(QWidget))
        write(form, "middle_names", "Mya")
        assert len(save(form)) == 1
    with sign_in("supervisor") as session:
        data = session.look(forms.read, number, "person")
        assert kept(data, "health_alert") == "Penicillin" and kept(data, "middle_names") == "Mya"


def test_what_the_program_keeps_is_shown_and_not_asked(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """The number of a case is read, with the reason why it cannot be written."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        form = open_form(qtbot, desk_of(session), number, "case", shown=False)
        assert form.sheet is not None
        row = form.sheet.rows["number"]
        assert row.editor is None and row.closed == forms.KEPT
        assert form.sheet.rows["risk"].editor is not None


def test_a_form_for_reading_has_one_way_back(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """Who may not write here sees values, and no Save."""
    with sign_in(FOUNDER) as session:
        house = save_record(session, "office", "house", name="House")
    with sign_in("consul") as session:
        form = open_form(qtbot, desk_of(session), "office", "house", record=house.id)
        assert form.read_only and form.footer.save_button.isHidden()
        assert "your role does not write it" in words_of(form, "form.closed")


def test_a_record_that_is_not_for_this_person_is_a_plain_no(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """A kind that is closed to a role is not even hinted at: the words are those of nothing."""
    with sign_in("supervisor") as session:
        number = new_case(session).number
        save_record(session, number, "witness_measure", reference="X")
        notify(session, number)
    with sign_in("consul") as session:
        desk = desk_of(session)
        form = RecordForm(desk, number, "witness_measure")
        qtbot.addWidget(form)
        settle(desk)
        assert "There is no such form here." in words_of(form, "form.trouble")
        assert form.sheet is None


def test_leaving_asks_only_where_something_was_typed(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """Escape goes at once from a clean form; with words it asks, and the words wait as a draft."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "person")
        with qtbot.waitSignal(form.left):
            form.leave()
        write(form, "middle_names", "Mya")
        form.leave()
        keep = form.findChild(QWidget, "form.leave.keep")
        assert keep is not None
        with qtbot.waitSignal(form.left):
            QTest.mouseClick(keep, Qt.MouseButton.LeftButton)
        settle(desk)
        assert len(session.look(drafts.listed)) == 1


def test_rows_below_are_saved_with_their_own_forms(sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot) -> None:
    """A new assessment takes its risks once it is saved; each shows as a row."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "risk_assessment")
        assert form.sheet is not None
        rows = form.sheet.children_shown["risk"]
        assert rows._new.isHidden()
        view = form.sheet.rows["persons_view"].editor
        assert isinstance(view, LongTextEditor)
        view.text.setPlainText("Careful")
        assert len(save(form)) == 1 and not rows._new.isHidden()
        rows.add.emit("risk")
        settle(desk)
        below = next(one for one in form.findChildren(RecordForm) if one.kind == "risk")
        assert below.sheet is not None
        below.sheet.build_now()
        write(below, "what", "Threats by phone")
        assert len(save(below)) == 1
        settle(desk)
        assert [
            one.words
            for one in session.look(forms.read, number, "risk_assessment", form.record).children["risk"]
        ] == ["Threats by phone"]
        assert rows._words.isHidden()


def test_a_new_organisation_can_be_written_down_where_it_is_needed(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """“New …” beside a link opens its form, and the field then leads there."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "guardian")
        assert form.sheet is not None
        form.sheet.rows["organisation"].box.wants_new.emit("organisation")  # type: ignore[attr-defined]
        settle(desk)
        new = next(one for one in form.findChildren(RecordForm) if one.kind == "organisation")
        assert new.sheet is not None
        new.sheet.build_now()
        write(new, "name", "River House")
        assert len(save(new)) == 1
        settle(desk)
        row = form.sheet.rows["organisation"]
        assert row.editor is not None and row.given() == new.record and row.changed()


def test_words_run_their_own_way_and_long_ones_are_counted(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot
) -> None:
    """A Dari name runs from the right; what is too long says by how much and is not saved."""
    with sign_in("caseworker") as session:
        number = new_case(session).number
        form = open_form(qtbot, desk_of(session), number, "person")
        write(form, "own_script_name", "محمد")
        assert line_of(form, "own_script_name").line.layoutDirection() is Qt.LayoutDirection.RightToLeft
        write(form, "own_script_name", "Thiri")
        assert line_of(form, "own_script_name").line.layoutDirection() is Qt.LayoutDirection.LeftToRight
        write(form, "city", "x" * 190)
        assert line_of(form, "city").says()[1] == "190 of 200 characters"
        write(form, "city", "x" * 203)
        assert save(form) == []
        assert form.sheet is not None
        assert form.sheet.rows["city"].problem == "3 characters too many. There is room for 200."


def test_a_file_that_is_not_taken_is_said_beside_the_field(
    sign_in: SignIn, desk_of: DeskOf, qtbot: QtBot, tmp_path: Path
) -> None:
    """A program called scan.pdf is refused kindly, and nothing of it is kept."""
    bad = tmp_path / "scan.pdf"
    bad.write_bytes(b"MZ\x90\x00" + b"\0" * 200)
    with sign_in("caseworker") as session:
        number = new_case(session).number
        desk = desk_of(session)
        form = open_form(qtbot, desk, number, "travel_document", shown=False)
        assert form.sheet is not None
        row = form.sheet.rows["scan"]
        assert isinstance(row.editor, FileEditor)
        row.editor.take(str(bad))
        settle(desk)
        assert row.problem and row.file() is None and save(form) == []
        good = tmp_path / "note.txt"
        good.write_text("seen")
        assert taken(good).media_type == "text/plain"


def test_a_choice_of_two_sides_says_who_wrote_theirs(desk_of: DeskOf, qtbot: QtBot) -> None:
    """Every side is told aloud with its value; what changes nothing is chosen first."""
    from tests.form_ground import app

    app()
    window = QWidget()
    qtbot.addWidget(window)
    found: list[dict[str, str]] = []
    dialog = ConflictDialog(
        window,
        [Contested("city", "City", "Old", "Theirs City", "My City", "Rung, today")],
        lambda c: found.append(dict(c)),
    )
    assert [
        one.accessibleName()
        for one in dialog.findChildren(QWidget)
        if one.objectName().startswith("conflict.city")
    ] == [
        "City, Theirs (Rung, today): Theirs City",
        "City, Yours: My City",
    ]
    dialog._chosen()
    assert found == [{"city": THEIRS}]

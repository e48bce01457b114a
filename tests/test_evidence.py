"""Evidence: hashed as it came, never changed, each hand written down; copies leave through the one door."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from tests import planted_files as planted
from tests.test_documents import PDF, entries, stored
from tests.vaults import Clock, SignIn, new_case, save
from victimcase.domain import fixed
from victimcase.domain.errors import Invalid, NotFound, Refused
from victimcase.domain.words import RecordId
from victimcase.services import (
    disclosures,
    documents,
    documents_out,
    evidence,
    field_history,
    forms,
    records,
    undo,
)
from victimcase.services.documents_out import Copying
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store import rows

POLICE = "Harbour Police"
CAME: dict[str, object] = {
    "type": "photograph",
    "description": "Photograph of the gate",
    "source": "The person's telephone",
    "collected_at": "2026-03-12T10:00:00Z",
    "collected_where": "Reception",
    "collector": "Malee",
    "independent": True,
    "seal_number": "S-1",
}


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    with sign_in() as opened:
        save(opened, "office", "organisation", name=POLICE, country="TH")
        yield opened


@pytest.fixture
def number(session: Session) -> str:
    return new_case(session).number


def added(session: Session, number: str, name: str = "gate.jpg", data: bytes | None = None) -> evidence.Added:
    content = planted.jpeg() if data is None else data
    return session.do(evidence.add, number, name, content, CAME).value


def raw(session: Session, item: str) -> dict[str, Any]:
    """The row of an item, as it is kept."""
    with session.vault.read.begin() as conn:
        found = conn.exec_driver_sql("SELECT * FROM r_evidence_item WHERE id = ?", (item,))
        return dict(found.mappings().one())


def original(session: Session, number: str, item: str, field: str = "original") -> bytes:
    return session.look(documents.content, number, item, kind="evidence_item", field=field).data


def test_what_comes_is_hashed_and_kept_as_it_came(session: Session, number: str) -> None:
    one = added(session, number)
    assert one.sha256 == hashlib.sha256(planted.jpeg()).hexdigest() and one.working_copy
    assert original(session, number, one.id) == planted.jpeg()
    copy = original(session, number, one.id, "working_copy")
    assert planted.tells(copy) == [] and planted.tells(planted.jpeg())
    assert len(stored(session)) == 2
    [item] = session.look(evidence.listed, number)
    assert (item.id, item.sha256, item.size, item.source) == (
        one.id,
        one.sha256,
        len(planted.jpeg()),
        CAME["source"],
    )
    assert item.has_original and item.has_copy and item.steps == 1
    [step] = session.look(evidence.history, number, one.id).steps
    assert (step.from_whom, step.to_whom, step.hash_matches) == ("Malee", item.holder, True)


def test_what_is_no_picture_has_no_working_copy(session: Session, number: str) -> None:
    one = added(session, number, "letter.pdf", PDF)
    assert not one.working_copy and not session.look(evidence.listed, number)[0].has_copy
    with pytest.raises(Invalid, match="Only of a picture"):
        session.do(evidence.redraw, number, one.id, planted.png())


@pytest.mark.parametrize("name", ["type", "source", "collected_at", "collected_where", "collector"])
def test_evidence_without_its_origin_is_not_kept(session: Session, number: str, name: str) -> None:
    fields = {key: value for key, value in CAME.items() if key != name}
    with pytest.raises(Invalid, match="where it comes from"):
        session.do(evidence.add, number, "gate.jpg", planted.jpeg(), fields)
    assert session.look(evidence.listed, number) == [] and stored(session) == []


# Each way a field is written, tried at each field that stands for ever.


def by_saving(session: Session, number: str, item: str, name: str, value: object) -> None:
    session.do(records.save, number, "evidence_item", {name: value}, record=item)


def by_form(session: Session, number: str, item: str, name: str, value: object) -> None:
    session.do(forms.save, number, "evidence_item", {name: value}, {}, record=item)


def by_form_with_file(session: Session, number: str, item: str, name: str, value: object) -> None:
    files = {"original": ("b.jpg", planted.jpeg())}
    session.do(forms.save, number, "evidence_item", {name: value}, files, record=item)


def by_attaching(session: Session, number: str, item: str, name: str, value: object) -> None:
    field = name if name == "original" else "working_copy"
    session.do(documents.attach, number, "evidence_item", item, field, "b.jpg", planted.jpeg())


WAYS = (by_saving, by_form, by_form_with_file, by_attaching)
OTHER: dict[str, object] = {
    "original": "0" * 32,
    "sha256": "0" * 64,
    "media_type": "image/png",
    "size": 3,
    "source": "Somebody else",
    "collected_at": "2026-03-01T10:00:00Z",
    "collected_where": "Elsewhere",
    "collector": "Another",
    "received_on": "2026-03-01",
    "received_by": "colleague",
}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("name", OTHER)
@pytest.mark.parametrize("to", ["other", "nothing"])
def test_no_way_of_writing_changes_what_stands(
    session: Session, number: str, way: Any, name: str, to: str
) -> None:
    item = added(session, number).id
    before, files = raw(session, item), stored(session)
    with pytest.raises(Refused):
        way(session, number, item, name, OTHER[name] if to == "other" else None)
    assert raw(session, item) == before and stored(session) == files
    assert original(session, number, item) == planted.jpeg()


def test_the_table_of_what_stands_is_whole() -> None:
    assert fixed.FIXED["evidence_item"] == OTHER.keys()


def test_without_the_guard_the_source_would_change(
    session: Session, number: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The twin: it is the guard that stops it, not something else on the way."""
    item = added(session, number).id
    monkeypatch.setattr(fixed, "FIXED", {})
    by_saving(session, number, item, "source", "Somebody else")
    assert raw(session, item)["source"] == "Somebody else"


def test_undo_brings_back_no_other_source(session: Session, number: str) -> None:
    """What was added later to an empty field stands too: undo does not empty it."""
    bare = save(session, number, "evidence_item", description="A bag").id
    by_saving(session, number, bare, "source", "The road")
    with pytest.raises(Refused, match="stands as it was first written"):
        session.do(undo.last)
    assert raw(session, bare)["source"] == "The road"
    by_saving(session, number, bare, "note", "wet")
    session.do(undo.last)
    assert raw(session, bare)["note"] is None


def test_an_earlier_value_is_not_brought_back_either(session: Session, number: str) -> None:
    item = added(session, number).id
    by_saving(session, number, item, "source", CAME["source"])  # the same again is no change
    [held] = session.look(field_history.field_history, number, "evidence_item", item, "source")
    session.do(field_history.restore_field, number, "evidence_item", item, "source", held.key)
    assert raw(session, item)["source"] == CAME["source"]


@pytest.mark.parametrize("kind", ["evidence_item", "custody_step"])
def test_nothing_of_a_chain_is_deleted(session: Session, number: str, kind: str) -> None:
    item = added(session, number).id
    record = item if kind == "evidence_item" else session.look(evidence.history, number, item).steps[0].id
    with pytest.raises(Refused, match="never deleted"):
        session.do(records.delete, number, kind, record)


def over(session: Session, number: str, item: str, **fields: Any) -> None:
    given = {"to_whom": "Sergeant Dao", "reason": "To copy the messages", **fields}
    session.do(evidence.hand_over, number, item, given)


def test_each_hand_over_begins_where_the_last_ended(session: Session, number: str, clock: Clock) -> None:
    item = added(session, number).id
    clock.go(hours=2)
    over(session, number, item, seal_number="S-1", seal_intact=True, condition="Sealed bag")
    clock.go(hours=1)
    with pytest.raises(Invalid, match="last handed to “Sergeant Dao”"):
        over(session, number, item, from_whom="Malee", to_whom="The court")
    with pytest.raises(Invalid, match="would be before it"):
        over(session, number, item, to_whom="The court", handed_at="2026-03-14T10:00:00Z")
    for lacking in ("to_whom", "reason"):
        with pytest.raises(Invalid, match="is empty"):
            over(session, number, item, **{lacking: ""})
    over(session, number, item, from_whom="sergeant  DAO", to_whom="The court")
    steps = session.look(evidence.history, number, item).steps
    assert [one.to_whom for one in steps][1:] == ["Sergeant Dao", "The court"]
    assert all(one.hash_matches for one in steps) and steps[1].seal_intact
    assert session.look(evidence.listed, number)[0].holder == "The court"


def test_the_same_rules_hold_for_a_saved_step(session: Session, number: str) -> None:
    """The generic ways of writing go by the chain too."""
    item = added(session, number).id
    wrong = {"from_whom": "Nobody known", "to_whom": "X", "reason": "y"}
    with pytest.raises(Invalid, match="was last handed to"):
        session.do(records.save, number, "custody_step", wrong, parent=item)
    with pytest.raises(Invalid, match="was last handed to"):
        session.do(forms.save, number, "custody_step", wrong, {}, parent=item)
    with pytest.raises(Refused, match="program keeps"):
        session.do(records.save, number, "custody_step", {**wrong, "hash_matches": True}, parent=item)


def test_a_hand_over_is_neither_changed_nor_undone(session: Session, number: str) -> None:
    item = added(session, number).id
    over(session, number, item)
    step = session.look(evidence.history, number, item).steps[-1].id
    for name, value in (("to_whom", "Another"), ("reason", None), ("handed_at", "2026-03-01T10:00:00Z")):
        with pytest.raises(Refused, match="stands as it was first written"):
            save(session, number, "custody_step", id=step, **{name: value})
    with pytest.raises(Refused, match="cannot be undone"):
        session.do(undo.last)
    save(session, number, "custody_step", under=item, to_whom="B", reason="c")
    with pytest.raises(Refused, match="cannot be undone"):
        session.do(undo.last)


def spoil(session: Session) -> None:
    """Change one byte of every file beside the database."""
    for path in session.vault.folder.blobs.iterdir():
        data = bytearray(path.read_bytes())
        data[len(data) // 2] ^= 1
        path.write_bytes(bytes(data))


def test_it_is_told_whether_it_is_still_what_came(session: Session, number: str) -> None:
    item = added(session, number).id
    found = session.look(evidence.verify, number, item)
    assert found.unchanged is True and found.sha256 == hashlib.sha256(planted.jpeg()).hexdigest()
    assert entries(session, "view.document") == [], "to check is not to open"
    spoil(session)
    assert session.look(evidence.verify, number, item).unchanged is False
    over(session, number, item)
    assert session.look(evidence.history, number, item).steps[-1].hash_matches is False


def test_another_file_in_its_place_is_noticed(session: Session, number: str) -> None:
    """Whoever holds the keys and puts a sound file in the place of the original is found out by the hash."""
    item, other = added(session, number).id, added(session, number, "b.pdf", PDF).id
    with session.vault.write.begin() as conn:
        conn.exec_driver_sql(
            "UPDATE r_evidence_item SET original = (SELECT original FROM r_evidence_item WHERE id = ?) "
            "WHERE id = ?",
            (other, item),
        )
    assert session.look(evidence.verify, number, item).unchanged is False


def test_what_lies_on_a_shelf_has_nothing_to_compare(session: Session, number: str) -> None:
    bag = save(session, number, "evidence_item", description="A bag").id
    over(session, number, bag, from_whom="Malee")
    [step] = session.look(evidence.history, number, bag).steps
    assert step.hash_matches is None and session.look(evidence.verify, number, bag).unchanged is None
    with pytest.raises(NotFound, match="nothing to copy"):
        session.look(documents_out.foreseen, Copying(number, bag, "own", kind="evidence_item"))


def test_opening_an_original_is_a_viewing(session: Session, number: str) -> None:
    item = added(session, number).id
    assert session.look(evidence.history, number, item).viewings == ()
    original(session, number, item)
    assert entries(session, "view.document") == [item]
    [viewing] = session.look(evidence.history, number, item).viewings
    assert viewing.user == "caseworker"


def test_the_working_copy_is_turned_and_the_original_is_not(session: Session, number: str) -> None:
    item = added(session, number).id
    session.do(evidence.redraw, number, item, planted.png())
    assert planted.tells(original(session, number, item, "working_copy")) == []
    assert original(session, number, item) == planted.jpeg()
    session.do(undo.last)
    assert original(session, number, item, "working_copy").startswith(b"\xff\xd8")
    with pytest.raises(Invalid):
        session.do(evidence.redraw, number, item, PDF)


def agree(session: Session, number: str, *categories: str) -> None:
    who: dict[str, Any] = {"purpose": "police", "recipient": POLICE, "given": True, "given_by": "person"}
    save(session, number, "consent", **who, given_on="2026-03-01", categories=categories)


def order(number: str, item: str, **more: Any) -> Copying:
    return Copying(number, item, POLICE, "police", kind="evidence_item", **more)


def test_a_copy_goes_clean_and_the_ledger_names_the_item(
    session: Session, number: str, tmp_path: Path
) -> None:
    item, other = added(session, number).id, added(session, number).id
    with pytest.raises(Refused, match="may not go"):
        documents_out.give(session, order(number, item), tmp_path / "a.jpg")
    agree(session, number, "legal")
    with pytest.raises(Refused, match="may not go"):
        documents_out.give(session, order(number, item), tmp_path / "a.jpg")
    agree(session, number, "legal", "account")
    documents_out.give(session, order(number, item), tmp_path / "a.jpg")
    assert planted.tells((tmp_path / "a.jpg").read_bytes()) == []
    [line] = session.look(evidence.history, number, item).copies
    assert (line.output, line.recipient, line.state) == ("evidence_copy", POLICE, "issued")
    assert "evidence_item.working_copy" in line.fields and "evidence_item.original" not in line.fields
    assert session.look(evidence.history, number, other).copies == ()


def test_a_proceeding_gets_the_original_with_its_hash(session: Session, number: str, tmp_path: Path) -> None:
    item = added(session, number).id
    agree(session, number, "legal", "account")
    given = documents_out.give(session, order(number, item, untouched=True), tmp_path / "a.jpg")
    assert (tmp_path / "a.jpg").read_bytes() == planted.jpeg()
    assert given.sha256 == raw(session, item)["sha256"]
    [line] = session.look(disclosures.listed, number)
    assert {"evidence_item.original", "evidence_item.sha256"} <= set(line.fields)


def test_nothing_else_goes_as_it_came(session: Session, number: str, tmp_path: Path) -> None:
    item = added(session, number).id
    fields = {"type": "other", "tells_about": ["legal"]}
    paper = session.do(documents.add, number, "a.jpg", planted.jpeg(), fields).value.id
    for wrong in (
        Copying(number, item, "own", kind="evidence_item", untouched=True),
        Copying(number, paper, "own", untouched=True),
    ):
        with pytest.raises(Refused, match="Only evidence for a proceeding"):
            documents_out.give(session, wrong, tmp_path / "a.jpg")
    with pytest.raises(NotFound, match="no copies"):
        documents_out.give(session, Copying(number, item, "own", kind="person"), tmp_path / "a.jpg")
    assert list(tmp_path.glob("*.jpg")) == []


def test_a_mission_hears_of_no_evidence(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        item = added(session, number).id
        save(session, number, "consular_notification", country="MM", decision="notify")
    with sign_in("consul") as session:
        assert session.look(evidence.listed, number) == []
        for ask in (evidence.verify, evidence.history):
            with pytest.raises(NotFound):
                session.look(ask, number, item)
        with pytest.raises(NotFound):
            original(session, number, item)
        with pytest.raises((Refused, NotFound)):
            session.do(evidence.add, number, "a.jpg", planted.jpeg(), CAME)
        with pytest.raises((Refused, NotFound)):
            over(session, number, item)


def test_a_row_is_told_by_its_own_original(session: Session, number: str) -> None:
    """`unchanged` reads the file and hashes it: a row whose hash is another one is not called sound."""
    item = added(session, number).id
    with session.vault.write.begin() as conn:
        conn.exec_driver_sql("UPDATE r_evidence_item SET sha256 = ? WHERE id = ?", ("0" * 64, item))
    assert session.look(evidence.verify, number, item).unchanged is False


def test_the_one_way_all_others_go_by_refuses_too(session: Session, number: str) -> None:
    """An import writes straight into the entry, and so would anything new: the guard stands there."""
    item = added(session, number).id

    def as_an_import(tx: Tx) -> None:
        with tx.entry("imports.take"):
            if row := rows.one(tx.conn, "evidence_item", RecordId(item)):
                tx.write.put(row, {"source": "A spreadsheet", "note": "x"})

    before = raw(session, item)
    with pytest.raises(Refused, match="stands as it was first written"):
        session.do(as_an_import)
    assert raw(session, item) == before

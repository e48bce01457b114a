"""Free texts leave when somebody has read them, as they are or with known names and places covered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from tests.vaults import Clock, copied, new_case, prepared, save, signed_in
from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import category_of, specs
from victimcase.domain.words import Category
from victimcase.services import case_papers, door, exports, papers
from victimcase.services.free_texts import COVERED, EVERY, GOES, is_prose
from victimcase.services.marking import COVER, Known, covered
from victimcase.services.papers import Order
from victimcase.services.released import FreeText, Released
from victimcase.services.session import Session
from victimcase.services.tx import Tx

CLINIC = "Harbour Clinic"
STORY = "She hid with Daw Mya in Mae Sot and called +66 81 234 5678. Thiri wants to learn sewing."
LIMITS = "Nobody may tell my uncle Ko Aung."


def write(session: Session) -> str:
    """A case with a story that names people and places, and a consent with limits."""
    save(session, "office", "organisation", name=CLINIC, country="TH")
    save(session, "office", "house", name="Lotus House", city="Mae Sot")
    number = new_case(session, given_names="Thiri", family_name="Kyaw").number
    save(session, number, "relative", name="Daw Mya", relation="mother")
    save(session, number, "relative", name="Ko Aung", relation="aunt_uncle")
    save(session, number, "needs_assessment", wishes=STORY)
    save(
        session,
        number,
        "consent",
        purpose="referral",
        recipient=CLINIC,
        given=True,
        given_by="person",
        given_on="2026-03-01",
        categories=["identity", "health", "account", "note", "administrative"],
        limits=LIMITS,
    )
    return number


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, str]:
    """A vault with that case, closed, and its number."""
    return prepared(tmp_path_factory.mktemp("texts"), "supervisor", write)


@pytest.fixture
def session(ground: tuple[Path, str], tmp_path: Path) -> Iterator[Session]:
    """A supervisor's session in a copy of it."""
    with signed_in(copied(tmp_path, ground[0]), "supervisor", Clock()) as opened:
        yield opened


@pytest.fixture
def order(ground: tuple[Path, str]) -> Order:
    """A letter to the clinic."""
    return Order(ground[1], CLINIC, "referral")


def decide(session: Session, order: Order) -> Released:
    """What the door lets through."""

    def run(tx: Tx) -> Released:
        return papers.decided(tx, "referral_letter", order)

    return session.look(run)


def text_of(session: Session, order: Order) -> Mapping[str, FreeText]:
    """The texts somebody is shown, by what they are."""
    found = session.look(case_papers.foreseen, "referral_letter", order)
    return {one.label: one for one in found.texts}


def test_a_text_nobody_has_read_stays_and_is_named(session: Session, order: Order) -> None:
    found = decide(session, order)
    assert STORY not in str(found.contents)
    assert found.contents[0].limits == () and found.contents[0].limited
    [held] = [one for one in found.withheld if one.code == "free_text"]
    assert "Limits the person has set" in held.what and held.why == "nobody has read this text through yet"
    assert not held.told, "the paper does not say that there is a text"


def test_a_text_that_was_read_goes_and_the_ledger_says_which(
    session: Session, order: Order, tmp_path: Path
) -> None:
    texts = text_of(session, order)
    said = {one.key: GOES for one in texts.values()}
    papers.give(session, "referral_letter", replace(order, texts=said), tmp_path / "a.pdf")
    kept = session.vault.write.connect()
    with kept as conn:
        [(keys,)] = conn.exec_driver_sql("SELECT texts FROM disclosure").all()
    assert all(key in keys for key in said)
    assert STORY in str(decide(session, replace(order, texts=said)).contents)


def test_what_was_read_is_what_goes(session: Session, order: Order) -> None:
    """A text that was changed after it was read has not been read."""
    said = {one.key: GOES for one in text_of(session, order).values()}
    save(session, order.case, "needs_assessment", wishes=STORY + " Her sister is Ma Hla.")
    found = decide(session, replace(order, texts=said))
    assert STORY in str(found.contents) and "Ma Hla" not in str(found.contents)


def test_known_names_and_places_are_marked_and_can_be_covered(session: Session, order: Order) -> None:
    one = next(text for text in text_of(session, order).values() if text.text == STORY)
    marked = {one.text[mark.start : mark.end]: mark.why for mark in one.marks}
    assert marked == {
        "Daw Mya": "a name",
        "Mae Sot": "a place",
        "+66 81 234 5678": "a number or address",
    }, "the person's own name goes anyhow"
    found = decide(session, replace(order, texts={one.key: COVERED}))
    text = str(found.contents)
    assert f"She hid with {COVER * 3} {COVER * 3} in {COVER * 3} {COVER * 3} and called" in text
    assert "234" not in text and "Thiri wants to learn sewing." in text


def test_the_persons_own_name_is_marked_where_it_may_not_go(session: Session, order: Order) -> None:
    narrow = replace(order, asked=frozenset({Category.HEALTH, Category.ACCOUNT, Category.NOTE}))
    one = next(text for text in text_of(session, narrow).values() if text.text == STORY)
    assert "Thiri" in {one.text[mark.start : mark.end] for mark in one.marks}


def test_limits_nobody_has_read_are_told_as_such(session: Session, order: Order) -> None:
    setting = session.look(papers.setting_of)
    said = str(papers.composed("referral_letter", decide(session, order), setting, order))
    assert "Ko Aung" not in said and "The person has set limits. Ask the sending office" in said
    every = replace(order, texts={EVERY: GOES})
    assert LIMITS in str(papers.composed("referral_letter", decide(session, every), setting, every))


def test_inside_the_office_nothing_has_to_be_read(session: Session, order: Order) -> None:
    own = Order(order.case, "own", "internal")

    def run(tx: Tx) -> Released:
        return papers.decided(tx, "case_sheet", own)

    assert STORY in str(session.look(run).contents)


@pytest.mark.parametrize(("read", "goes"), [(False, False), (True, True)])
def test_files_for_others_are_held_to_it_too(
    session: Session, order: Order, tmp_path: Path, read: bool, goes: bool
) -> None:
    made = exports.Order(CLINIC, "referral", plain_because="for a test", texts_read=read)
    exports.give(session, "htcds", made, tmp_path / "out.csv")

    def run(tx: Tx) -> Released:
        return door.release(
            tx,
            [tx.case(order.case)],
            output="export_htcds",
            recipient=door.recipient_called(tx, CLINIC),
            purpose="referral",
            texts={EVERY: GOES} if read else {},
        )

    assert (STORY in str(session.look(run).contents)) is goes


KNOWN = Known(
    (
        ("Nguyễn Thị Hoa", "a name"),
        ("สมชาย ใจดี", "a name"),
        ("สมชาย", "a name"),
        ("မအေးအေး", "a name"),
        ("احمد ضیا", "a name"),
        ("Bob", "a name"),
        ("Al", "a name"),
    )
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("nguyen thi hoa came", ["nguyen thi hoa"]),
        ("NGUYỄN THỊ HOA", ["NGUYỄN THỊ HOA"]),
        ("พบสมชายที่ตลาด", ["สมชาย"]),
        ("ဒီနေ့မအေးအေးလာတယ်", ["မအေးအေး"]),
        ("با احمد ضیا رفت", ["احمد ضیا"]),
        ("Bobby is nobody; Bob.", ["Bob"]),
        ("Also all", []),
        ("write to a.b@mail.example now", ["a.b@mail.example"]),
        ("her handle is @sunny_girl99", ["@sunny_girl99"]),
        ("wallet 0812-345-678 and 12 days", ["0812-345-678"]),
        ("Bob\u200bby", []),
        ("B\u200bob", ["B\u200bob"]),
        ("Nguyễn\u00a0Thị\nHoa", ["Nguyễn\u00a0Thị\nHoa"]),
    ],
)
def test_names_are_found_however_they_are_written(text: str, found: list[str]) -> None:
    marks = KNOWN.marks(text)
    assert [text[one.start : one.end] for one in marks] == found
    hidden = covered(text, marks)
    assert len(hidden) == len(text)
    assert hidden == covered(hidden, marks)
    for mark in marks:
        assert not set(hidden[mark.start : mark.end]) - {COVER, " ", "\n", "\u00a0"}


def test_marks_never_overlap() -> None:
    known = Known((("Mae Sot", "a place"), ("Sot House", "a place"), ("Mae", "a name")))
    marks = known.marks("In Mae Sot House, Mae said")
    assert [(one.start, one.end) for one in marks] == [(3, 16), (18, 21)]


@pytest.mark.parametrize(
    ("kind", "name", "told"),
    [
        ("property_held", "condition", True),
        ("contact_event", "place", True),
        ("service", "refused_why", True),
        ("person", "interpreter_wish", True),
        ("person", "family_name", False),
        ("person", "street", False),
        ("identity_document", "number", False),
        ("travel_leg", "carrier", False),
    ],
)
def test_a_short_text_is_read_through_where_people_tell_something(kind: str, name: str, told: bool) -> None:
    cls = RECORDS[kind]
    assert is_prose(specs(cls)[name], category_of(cls, name)) is told

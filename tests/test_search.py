"""Search: names in every script of the region, by any part; rights before counting; no old word left."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.raw_vault import places_of, script
from tests.vaults import Clock, SignIn, new_case, notify, prepared, save, signed_in
from victimcase.domain import numbers
from victimcase.domain.names import search_key
from victimcase.services import cases, records, undo
from victimcase.services.session import Session
from victimcase.store import search, statements

NAMES = {
    "Latin with marks": "Nguyễn Thị Ánh Tuyết",
    "Latin": "Siti Nurhaliza binti Abdullah",
    "Thai": "กัลยาณี ใจดี",
    "Burmese": "မြင့်မြင့်ဌေး",
    "Khmer": "ចាន់ណារី សុខ",
    "Lao": "ບຸນມີ ແກ້ວມະນີ",
    "Bengali": "রহিমা খাতুন",
    "Sinhala": "සුනිල් පෙරේරා",
    "Tamil": "செல்வி முருகன்",
    "Devanagari": "लक्ष्मी थापा",
    "Arabic": "فَاطِمَة الزَّهْرَاء",
    "Dari": "گل‌چهره رحیمی",
    "Urdu": "زینب بی‌بی",
    "Chinese": "王小明",
    "Cyrillic": "Мария Иванова",
}


def hits(session: Session, text: str) -> list[str]:
    """Numbers of the cases a text finds."""
    return [card.number for card in session.look(cases.listed, text=text)]


def write(session: Session) -> dict[str, str]:
    """A case for each name: script -> number."""
    made = {
        script_: new_case(session, given_names="", family_name="", own_script_name=name).number
        for script_, name in NAMES.items()
    }
    given = new_case(session, given_names="Sok", middle_names="van der", family_name="Chan")
    return {**made, "given": given.number}


@pytest.fixture(scope="module")
def ground(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Session, dict[str, str]]]:
    """A session in a vault with all these people; tests only look."""
    place = tmp_path_factory.mktemp("search")
    folder, numbers_ = prepared(place, "caseworker", write)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("VICTIMCASE_STATE", str(place / "state"))
        with signed_in(folder, "caseworker", Clock()) as session:
            yield session, numbers_


@pytest.fixture
def session(ground: tuple[Session, dict[str, str]]) -> Session:
    """The session of the caseworker of all these people."""
    return ground[0]


@pytest.fixture
def people(ground: tuple[Session, dict[str, str]]) -> dict[str, str]:
    """Script -> number of the case."""
    return ground[1]


@pytest.mark.parametrize("script_", NAMES)
def test_a_name_is_found_by_any_part_in_any_spelling(
    session: Session, people: dict[str, str], script_: str
) -> None:
    name, number = NAMES[script_], people[script_]
    key = search_key(name)
    parts = {name, name.upper(), f"  {name} ", key, *name.split(), key[1:4], key[-3:]}
    parts |= {unicodedata.normalize(form, name) for form in ("NFC", "NFD", "NFKC", "NFKD")}
    for part in parts:
        if part.strip():
            assert number in hits(session, part), part


@pytest.mark.parametrize("script_", NAMES)
def test_one_and_two_letters_find_the_beginnings_of_words(
    session: Session, people: dict[str, str], script_: str
) -> None:
    for word in search_key(NAMES[script_]).split():
        assert people[script_] in hits(session, word[:1])
        assert people[script_] in hits(session, word[:2])


def test_a_name_is_found_with_its_words_in_any_order(session: Session, people: dict[str, str]) -> None:
    for text in ("chan sok", "Sok Chan", "van sok", "so ch", "sok c", "chan d"):
        assert hits(session, text) == [people["given"]], text
    assert hits(session, "sok siti") == []
    assert hits(session, "sokchan") == []


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("nguyen thi anh", "Latin with marks"),
        ("فاطمة الزهراء", "Arabic"),
        ("گلچهره", "Dari"),
        ("мария", "Cyrillic"),
    ],
)
def test_marks_and_joiners_need_not_be_typed(
    session: Session, people: dict[str, str], typed: str, written: str
) -> None:
    assert people[written] in hits(session, typed)


def test_marks_that_make_another_word_are_kept(session: Session, people: dict[str, str]) -> None:
    assert hits(session, "กลยาณ") == []


@pytest.mark.parametrize(
    "text",
    [
        '"',
        "'",
        "*",
        "%",
        "_",
        "NEAR(a b)",
        "a OR b",
        "-x",
        "key:",
        "(",
        "\\",
        "\x00",
        "😀",
        "a" * 5000,
        "NOT",
        "^",
    ],
)
def test_nothing_typed_is_an_operator(session: Session, people: dict[str, str], text: str) -> None:
    assert isinstance(hits(session, text), list)
    assert set(hits(session, text)) <= set(people.values())


def test_a_case_is_found_by_its_number(session: Session, people: dict[str, str]) -> None:
    number = people["Thai"]
    for text in (number, number.lower(), f" {number} "):
        assert hits(session, text) == [number]
    assert set(hits(session, "KUP-A-0000")) == {
        one for one in people.values() if one.startswith("KUP-A-0000")
    }
    assert hits(session, "KUP-B") == []


@pytest.mark.parametrize("text", ["MD 443311", "md443311", "MD-443311", "MD4433", "443311", " MD 443311 "])
def test_a_document_is_found_by_the_beginning_of_its_number(sign_in: SignIn, text: str) -> None:
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "identity_document", type="passport", number="MD 443311")
        new_case(session, given_names="Other")
        assert hits(session, text) == ([] if text == "443311" else [number])
        save(session, number, "person", identity_number="443311")
        assert hits(session, text) == [number]


def viewings(session: Session) -> int:
    with session.vault.read.begin() as conn:
        found = statements.first(conn, "SELECT count(*) FROM entry WHERE action = 'view.search_by_number'")
    return int(found[0]) if found else 0


@pytest.mark.parametrize(
    ("text", "viewing"),
    [("MD 443311", True), ("1234567", True), ("3-1234-56789", True), ("MD4433", True), ("Thiri", False),
     ("12345", False),
     ("KUP-A-00001-O", False), ("Thiri Aung 12", False), ("+95 9 420 123456", True), ("", False)],
)  # fmt: skip
def test_a_search_by_number_is_noted_whether_it_finds_or_not(
    sign_in: SignIn, text: str, viewing: bool
) -> None:
    with sign_in() as session:
        session.look(cases.listed, text=text)
        assert viewings(session) == viewing


def test_numbers_are_found_only_in_what_one_may_read(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        notify(session, number)
        save(session, number, "travel_document", number="MD443311")
        save(session, number, "evidence_item", item_number="EV887766", description="x")
        for text in ("MD443311", "EV887766"):
            assert hits(session, text) == [number]
        other = new_case(session).number
        save(session, other, "travel_document", number="MD443311")
    with sign_in("consul") as session:
        assert hits(session, "MD443311") == [number]
        assert hits(session, "EV887766") == []
    with sign_in("colleague") as session:
        assert hits(session, "MD443311") == []


def test_hidden_cases_do_not_crowd_out_those_one_may_see(sign_in: SignIn) -> None:
    with sign_in("colleague") as session:
        for _ in range(60):
            save(session, new_case(session, given_names="Zarni").number, "travel_document", number="MD443311")
    with sign_in() as session:
        own = new_case(session, given_names="Zarni").number
        save(session, own, "travel_document", number="MD443311")
        assert session.look(cases.listed, text="MD443311", limit=1)[0].number == own
        assert [card.number for card in session.look(cases.listed, text="Zarni", limit=1)] == [own]
        assert [card.number for card in session.look(cases.listed, text="za", limit=1)] == [own]


def test_pages_follow_each_other(sign_in: SignIn) -> None:
    with sign_in() as session:
        made = [new_case(session, given_names=f"Name {count:02}").number for count in range(25)]
        for order in ("opened", "name", "number", ""):
            for text in ("", "name"):
                pages = [
                    card.number
                    for offset in range(0, 30, 7)
                    for card in session.look(cases.listed, text=text, order=order, offset=offset, limit=7)
                ]
                assert sorted(pages) == sorted(made), (order, text)
        assert [card.number for card in session.look(cases.listed, order="number", limit=3)] == made[:3]
        assert [card.number for card in session.look(cases.listed, order="opened", limit=3)] == made[:-4:-1]


def leftovers(vault: Path, *words: str) -> set[str]:
    """Where the folded words still stand in search tables and the hidden tables of the full-text indexes."""
    with script(vault) as conn:
        conn.execute("SELECT 1")
        found = places_of(conn, words)
    return {place for place in found if place.startswith(("search_", "name_start", "likeness", "card"))}


def test_an_old_name_is_found_no_more_and_leaves_no_word_behind(sign_in: SignIn, vault_folder: Path) -> None:
    with sign_in() as session:
        number = new_case(
            session, given_names="Marigold", family_name="Quillon", other_names="Zephyrine"
        ).number
        save(session, number, "note", text="Marigold fled from Quillon with Zephyrine.", subject="Zephyrine")
        note = session.look(cases.shown, number).records[-1][1].id
        save(session, number, "identity_document", number="QX778899")
        document = session.look(cases.shown, number).records[-2][1].id
    assert {"search_name.key", "name_start.word", "search_text.text", "card.name"} <= leftovers(
        vault_folder, "Marigold"
    )
    with sign_in() as session:
        save(session, number, "person", given_names="Mya", family_name="Win", other_names="")
        save(session, number, "note", id=note, text="She fled.", subject="")
        save(session, number, "identity_document", id=document, number="AB112233")
        for gone in ("Marigold", "quillon", "ma qu", "Zephyrine", "QX778899"):
            assert hits(session, gone) == []
        assert hits(session, "mya win") == [number]
        assert hits(session, "AB112233") == [number]
    assert leftovers(vault_folder, "Marigold", "Quillon", "Zephyrine", "QX778899") == set()
    with script(vault_folder) as conn:
        for table, column in (("search_name_fts", "key"), ("search_text_fts", "text")):
            conn.execute(f"INSERT INTO {table} ({table}, rank) VALUES ('integrity-check', 1)")
            assert conn.execute(
                f"SELECT count(*) FROM {table} WHERE {column} MATCH 'marigold'"
            ).fetchone() == (0,)


def test_what_is_deleted_or_undone_leaves_no_word_behind(sign_in: SignIn, vault_folder: Path) -> None:
    with sign_in() as session:
        number = new_case(session).number
        note = save(session, number, "note", text="Marigold fled.").id
        session.do(records.delete, number, "note", note)
        new_case(session, given_names="Zephyrine", identity_number="QX778899")
        session.do(undo.last)
    assert leftovers(vault_folder, "Marigold", "Zephyrine", "QX778899") == set()


def test_names_of_others_do_not_lead_to_the_person(sign_in: SignIn) -> None:
    """A guardian or a trafficker is named in many cases; finding the person by them would tell too much."""
    with sign_in() as session:
        number = new_case(session).number
        save(session, number, "guardian", name="Zephyrine Holt")
        save(session, number, "alleged_perpetrator", name="Quillon Marsh")
        assert hits(session, "Zephyrine") == hits(session, "Quillon") == []


def test_a_phrase_quotes_every_word() -> None:
    assert search.phrase('a "b" OR c*') == '"a" "b" "OR" "c*"'


@pytest.mark.parametrize(
    ("text", "whole"),
    [("KUP-A-00001-O", True), (" kup-a-00001-o ", True), ("KUP-A-00001-P", False), ("KUP-A-00001", False),
     ("12345-6", False), ("A-A-00001-", False), ("", False)],
)  # fmt: skip
def test_only_a_whole_case_number_is_one(text: str, whole: bool) -> None:
    assert numbers.well_formed(text) is whole


def test_a_slip_in_a_case_number_is_noticed() -> None:
    number = numbers.case_number("kup", "A", 42)
    assert numbers.well_formed(number)
    wrong = 0
    for place, character in enumerate(number):
        for other in "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ":
            if character not in ("-", other):
                assert not numbers.well_formed(number[:place] + other + number[place + 1 :])
                wrong += 1
    assert wrong > 200

"""A paper holds what it was given and nothing more; what cannot be printed stops it before a file is made."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from dataclasses import replace
from hashlib import sha256

import pikepdf
import pytest

from tests.report_papers import ENVELOPE, FINGERPRINT, bare, every_kind, letter, sample, text_of
from victimcase.domain.errors import Invalid, UserError
from victimcase.report import look, press
from victimcase.report.letter import Envelope, referral_letter, sheet
from victimcase.report.paper import Cell, Line, Paper, Part, Signature, Table, Tick, render
from victimcase.report.preflight import Missing, MissingGlyphs
from victimcase.report.protect import protect

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
DARI = {
    "Confidential": "محرمانه",
    "withheld": "نگه داشته",
    "Page {page} of {pages}": "صفحهٔ {page} از {pages}",
}


def dari(text: str, language: str) -> str:
    return DARI.get(text, text) if language == "fa" else text


def opened(file: bytes, password: str = "") -> pikepdf.Pdf:
    return pikepdf.open(io.BytesIO(file), password=password)


def small(**changes: object) -> Paper:
    paper = Paper(
        title="Case sheet", office="Harbour shelter", number="N-1", date="23 November 2026", parts=()
    )
    return replace(paper, **changes)  # type: ignore[arg-type]


@needs_poppler
def test_every_page_says_from_whom_to_whom_why_and_which_page_it_is() -> None:
    file = render(letter(4))
    pages = text_of(file).split("\f")[:-1]
    assert len(pages) >= 3
    for number, page in enumerate(pages, 1):
        for said in ("Harbour shelter", "Confidential", "HBR-D-2026-00041", "23 November 2026"):
            assert said in page
        assert "To: Lotus Reintegration Centre" in page and "Purpose: Services after return" in page
        assert f"Page {number} of {len(pages)}" in page
    assert "Identity · Safe contact · Legal" in pages[0]
    whole = "".join(pages)
    assert whole.count("withheld") == 1
    assert FINGERPRINT[:8] in whole


@needs_poppler
def test_the_watermark_is_on_every_page_and_in_no_text() -> None:
    marked, plain = render(letter()), render(replace(letter(), watermark=""))
    assert text_of(marked) == text_of(plain)
    with opened(marked) as file:
        assert all(b" Do" in page.Contents.read_bytes() for page in file.pages)
    with opened(plain) as file:
        assert not any(b" Do" in page.Contents.read_bytes() for page in file.pages)


def test_the_file_tells_its_title_and_number_and_nothing_else_about_itself() -> None:
    with opened(render(letter())) as file:
        assert {name: str(value) for name, value in file.docinfo.items()} == {
            "/Title": "Referral letter",
            "/Subject": "HBR-D-2026-00041",
        }
        assert "/Metadata" not in file.Root
    maker_named = b"ReportLab" in render(letter())
    assert not maker_named


def test_every_font_is_inside_the_file_and_small() -> None:
    file = render(letter())
    with opened(file) as pdf:
        fonts = [
            each
            for each in pdf.objects
            if isinstance(each, pikepdf.Dictionary) and each.get("/Type") == "/Font"
        ]
        tops = [each for each in fonts if each.Subtype == "/Type0"]
        assert len(tops) == 4
        assert all(
            "/ToUnicode" in each and "/FontFile2" in each.DescendantFonts[0].FontDescriptor for each in tops
        )
        assert {str(each.Subtype) for each in fonts} == {"/Type0", "/CIDFontType2"}
    assert len(file) < 60_000


def test_the_same_paper_gives_the_same_bytes_and_another_paper_others() -> None:
    marks = {sha256(render(letter())).hexdigest() for _ in range(2)}
    assert len(marks) == 1
    assert sha256(render(replace(letter(), number="HBR-D-2026-00043"))).hexdigest() not in marks


def test_a_character_that_cannot_be_printed_is_named_with_field_part_and_page_and_there_is_no_file() -> None:
    rows = tuple(Line(f"Label {count}", "text") for count in range(40))
    part = Part("Person", rows=(*rows, Line("Nickname", "Rung 🙂", field="person.nickname")))
    with pytest.raises(MissingGlyphs) as refused:
        render(small(parts=(part,)))
    assert refused.value.missing == (Missing("🙂", "person.nickname", "Person", 2),)
    said = str(refused.value)
    assert "🙂" in said and "U+1F642" in said and "SLIGHTLY SMILING FACE" in said
    assert "Person › person.nickname" in said and "page 2" in said and "No paper was made" in said
    assert isinstance(refused.value, UserError)


@pytest.mark.parametrize(
    "changes",
    [
        {"title": "A 🙂"},
        {"office": "A 🙂"},
        {"recipient": "A 🙂"},
        {"parts": (Part("A 🙂", paragraphs=("b",)),)},
        {"parts": (Part(paragraphs=("A 🙂",)),)},
        {"parts": (Part(table=Table(("A",), (("🙂",),))),)},
        {"parts": (Part(table=Table(("A 🙂",), (("b",),))),)},
        {"parts": (Part(ticks=(Tick("🙂"),)),)},
        {"parts": (Part(signatures=(Signature("a", "🙂"),)),)},
        {"parts": (Part(rows=(Line("a", "half \ud83d"),)),)},
    ],
)
def test_no_place_on_a_paper_escapes_the_preflight(changes: dict[str, object]) -> None:
    with pytest.raises(MissingGlyphs):
        render(small(**changes))


@needs_poppler
def test_two_languages_stand_side_by_side_with_one_value_for_both() -> None:
    text = text_of(render(every_kind(("en", "fa")), dari))
    assert "Telephone" in text and "تلفون" in text
    assert text.count("+93 70 123 4567") == 1
    assert "محرمانه" in text and "Confidential" in text
    assert "Female" in text and "زن" in text


@needs_poppler
def test_what_both_languages_say_alike_is_said_once() -> None:
    part = Part(("Visa", "Visa"), rows=(Line(("Fax", "Fax"), ("12", "12")),))
    text = text_of(render(small(languages=("en", "vi"), parts=(part,))))
    assert text.count("Visa") == text.count("Fax") == 1


def test_a_text_in_the_wrong_number_of_languages_is_a_mistake_of_the_caller() -> None:
    with pytest.raises(ValueError, match="each of the paper's languages"):
        render(small(parts=(Part(("a", "b"), paragraphs=("c",)),)))
    with pytest.raises(ValueError, match="one language or in two"):
        small(languages=("en", "fa", "th"))


@needs_poppler
def test_page_numbers_are_written_as_the_language_writes_them() -> None:
    text = text_of(render(small(languages=("fa",), parts=(Part(paragraphs=(sample("fa").sentence,)),)), dari))
    assert "۱" in text and "صفحهٔ" in text


@needs_poppler
def test_long_values_split_across_pages_and_lose_no_word() -> None:
    words = [f"w{count}x" for count in range(2500)]
    thai = sample("th").sentence * 30
    parts = (
        Part("Story", rows=(Line("Told", " ".join(words)), Line("In Thai", thai))),
        Part("Long word", rows=(Line("Code", "x" * 900),)),
        Part("Notice", paragraphs=(" ".join(words[:900]),), notice=True),
    )
    text = text_of(render(small(parts=parts)))
    found = text.split()
    at = [found.index(word) for word in words]
    assert at == sorted(at)
    assert bare(thai)[-200:] in bare(text) or bare(text).count(bare(sample("th").sentence)) >= 25
    assert text.count("x" * 40) > 5


@needs_poppler
def test_a_part_can_begin_a_new_page_and_a_heading_never_stands_alone_below() -> None:
    pages = text_of(
        render(small(parts=(Part("A", paragraphs=("a",)), Part("B", paragraphs=("b",), new_page=True))))
    )
    assert len(pages.split("\f")) == 3
    for count in range(29, 42, 2):
        rows = tuple(Line(f"Label {one}", "text") for one in range(count))
        file = render(
            small(parts=(Part("First", rows=rows), Part("Second", rows=(Line("Last label", "end"),))))
        )
        page = next(one for one in text_of(file).split("\f") if "Second" in one)
        assert "Last label" in page


SIGN, CHECK, KEEP = "Date and place", "How to check this paper", "This paper tells things"


def torn(pages: list[str]) -> list[str]:
    """What the end of a page has parted that belongs together."""
    signing = [page for page in pages if SIGN in page]
    closing = [page for page in pages if CHECK in page or KEEP in page]
    found = ["places to sign"] if len(signing) != 1 or signing[0].count(SIGN) != 4 else []
    return found + (["what every paper says"] if len(closing) != 1 else [])


@needs_poppler
def test_places_to_sign_stay_together_and_so_does_what_every_paper_says() -> None:
    """However long the paper is; a last page with nothing but a notice helps nobody."""
    places = tuple(Signature(f"Signer {one}") for one in range(4))
    for count in range(18, 40, 2):
        rows = [Line(f"Label {one}", "text") for one in range(count)]
        file = render(sheet(ENVELOPE, "Case sheet", [("First", rows)], signers=places))
        assert torn(text_of(file).split("\f")[:-1]) == []


def test_what_is_torn_is_noticed() -> None:
    """The twin: signatures on two pages, and a notice alone on a third."""
    assert torn([SIGN * 3, f"{SIGN} {CHECK}", KEEP]) == ["places to sign", "what every paper says"]
    assert torn([SIGN * 4 + CHECK + KEEP]) == []


@needs_poppler
def test_a_paper_is_set_closer_rather_than_have_a_last_page_of_what_every_paper_says() -> None:
    def pages(count: int, spacing: float) -> int:
        sections = [(f"Part {one}", [("Label", "text", False)]) for one in range(count)]
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(press, "_CLOSER", spacing)
            with opened(render(sheet(ENVELOPE, "Case sheet", sections))) as file:
                return len(file.pages)

    closer, as_usual = ([pages(count, spacing) for count in range(6, 14)] for spacing in (0.5, 1.0))
    assert all(one <= other for one, other in zip(closer, as_usual, strict=True)) and closer != as_usual


@needs_poppler
def test_headings_begin_where_the_page_begins_whatever_they_are_written_in() -> None:
    """The name of an agency in Latin letters above its telephone, on a page from right to left."""
    parts = (Part("Harbour Clinic", rows=(Line("تلیفون", "+66"),)),)
    file = render(small(parts=parts, languages=("fa",), title="برگه"))
    done = subprocess.run(["pdftotext", "-bbox", "-", "-"], input=file, capture_output=True, check=True)
    word = re.search(r'xMax="([\d.]+)"[^>]*>Clinic<', done.stdout.decode())
    assert word and float(word[1]) > look.PAGE[0] - look.SIDE - 2


@needs_poppler
def test_what_is_withheld_shows_the_word_and_never_the_value() -> None:
    part = Part(
        "P",
        paragraphs=(Cell("secret one", withheld=True),),
        rows=(Line("Home", "secret two", withheld=True),),
        table=Table(("A",), ((Cell("secret three", withheld=True),),)),
    )
    text = text_of(render(small(parts=(part,))))
    assert "secret" not in text
    assert text.count("withheld") == 3


def test_a_letter_that_tells_nothing_is_refused() -> None:
    for lines in ((), (("Name", "Rung", True),), (("Name", "", False), ("Sex", None, False))):
        with pytest.raises(Invalid):
            referral_letter(ENVELOPE, request=("r",), sections=(("Person", lines),), consent=(), contact=())


@needs_poppler
def test_a_sheet_takes_sections_and_parts_and_needs_no_fingerprint() -> None:
    envelope = Envelope(office="O", number="N-2", date="d", recipient="", purpose="Own file", categories=())
    paper = sheet(
        envelope, "Case sheet", (("Person", (("Name", "Rung", False),)), Part("Free", paragraphs=("text",)))
    )
    text = text_of(render(paper))
    assert "Rung" in text and "Free" in text and "How to check" not in text
    assert paper.qr_text == "" and paper.watermark == ""


def test_a_password_locks_the_paper_with_aes_256_and_keeps_it_readable_aloud() -> None:
    locked = protect(render(letter()), "กุญแจ lotus-river-stone")
    with pytest.raises(pikepdf.PasswordError):
        opened(locked)
    with opened(locked, "กุญแจ lotus-river-stone") as file:
        assert file.encryption.R == 6 and file.encryption.bits == 256
        assert file.encryption.stream_method == pikepdf.models.EncryptionMethod.aesv3
        assert file.allow.accessibility and file.allow.extract and file.allow.print_highres
        assert not file.allow.modify_other
        assert str(file.docinfo["/Title"]) == "Referral letter"
    readable = b"Referral" in locked
    assert not readable


@pytest.mark.parametrize("password", ["", "x" * 200])
def test_a_password_the_format_cannot_hold_is_refused(password: str) -> None:
    with pytest.raises(Invalid):
        protect(render(letter()), password)

"""Text is cut, faced and shaped right: lines, faces, glyphs, before anything is drawn."""

from __future__ import annotations

import pytest
from babel import Locale

from tests.report_samples import HARD, SAMPLES
from victimcase.report import breaking, fonts
from victimcase.report.flowable import ShapedParagraph, fitting
from victimcase.report.itemising import itemise
from victimcase.report.look import BODY, TextStyle
from victimcase.report.preflight import uncovered
from victimcase.report.shaping import ShapedText, clean

LOCALES = (
    "en",
    "id",
    "vi",
    "th",
    "my",
    "km",
    "lo",
    "bn",
    "si",
    "ta",
    "hi",
    "ne",
    "fa",
    "ps",
    "ur",
    "zh",
    "zh_Hant",
)
MORE_LOCALES = ("ja", "mn", "ru", "gu", "pa", "te", "ml", "dz", "sd", "ccp", "ms", "fil")
ENOUGH = 20_000


def faces(text: str) -> list[str]:
    return [item.face.family for item in itemise(text, [0] * len(text), False)]


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda sample: sample.language)
def test_no_glyph_is_missing_in_any_sample(sample: object) -> None:
    for each in SAMPLES:
        for text in each.texts:
            for style in (BODY, BODY.strong()):
                assert ShapedText(text, style, each.language).missing == []


def test_no_glyph_is_missing_in_twenty_thousand_names_of_the_world() -> None:
    tried = 0
    for code in (*LOCALES, *MORE_LOCALES):
        locale = Locale.parse(code)
        names = {*locale.territories.values(), *locale.languages.values(), *locale.currencies.values()}
        for name in sorted(names):
            assert ShapedText(name, BODY, code).missing == [], (code, name)
        tried += len(names)
    assert tried > ENOUGH


def test_a_glyph_that_is_missing_is_seen() -> None:
    assert ShapedText("Rung 🙂 ok", BODY, "en").missing == [(5, "🙂")]
    assert ShapedText("a\ud800b", BODY, "en").missing == [(1, "\ud800")]
    assert uncovered("Rung 🙂\n\x07") == ("🙂",)
    assert uncovered("".join(text for _, text in HARD)) == ()


def test_thai_breaks_by_words_and_never_before_a_vowel_sign() -> None:
    sentence = next(each for each in SAMPLES if each.language == "th").sentence
    ends = breaking.line_ends(sentence, "th")
    assert len(ends) > 15
    assert not any(sentence[end : end + 1] in {"ะ", "า", "ิ", "่", "้", "์"} for end in ends)


@pytest.mark.parametrize("language", ["th", "km", "lo", "my", "zh"])
def test_scripts_without_spaces_fill_their_lines(language: str) -> None:
    sentence = next(each for each in SAMPLES if each.language == language).sentence.replace(" ", "")
    shaped = ShapedText(sentence, BODY, language)
    lines = shaped.lines(150)
    assert "".join(sentence[start:end] for start, end in lines) == sentence
    assert len(lines) > 2
    widths = [shaped.reach[end] - shaped.reach[start] for start, end in lines]
    assert all(width <= 150.02 for width in widths)
    assert all(width > 85 for width in widths[:-1])


def test_characters_beyond_the_basic_plane_are_counted_as_one() -> None:
    text = "ab 𐴀𐴁 cd 𠮷 ef"
    assert breaking.line_ends(text, "en") == [3, 6, 9, 11, 13]
    shaped = ShapedText(text, BODY, "en")
    assert {each.cluster for run in shaped.runs for each in run.glyphs} <= set(range(len(text)))


def test_a_word_longer_than_the_line_is_cut_between_whole_characters() -> None:
    word = "กำ้" * 40 + "x" * 90
    shaped = ShapedText(word, BODY, "th")
    lines = shaped.lines(60)
    ends = set(breaking.cluster_ends(word, "th"))
    assert all(end in ends for _, end in lines)
    assert lines[0][0] == 0 and lines[-1][1] == len(word)
    assert ShapedText("W", BODY, "en").lines(1) == [(0, 1)]


def test_a_long_arabic_word_goes_on_joining_across_the_cut() -> None:
    word = "ن" * 60
    shaped = ShapedText(word, BODY, "fa", 1)
    lines = shaped.lines(100)
    first = shaped.pieces(*lines[0])[0].glyphs[0]
    alone = ShapedText("ن" * (lines[0][1] - lines[0][0]), BODY, "fa", 1).runs[0].glyphs[0]
    assert first.glyph != alone.glyph


def test_a_joined_word_stays_in_one_face_and_brackets_match() -> None:
    assert faces("ٻولي") == ["NotoNaskhArabic"]
    assert faces("گلی") == ["Vazirmatn"]
    text = "(ที่ Phra) ok"
    items = itemise(text, [0] * len(text), False)
    face_at = {at: item.face for item in items for at in range(item.start, item.end)}
    assert face_at[0] is face_at[text.index(")")]


def test_a_bold_that_does_not_exist_is_drawn() -> None:
    assert fonts.face("NotoSansSC", True).drawn_bold
    assert not fonts.face("NotoSans", True).drawn_bold
    with pytest.raises(FileNotFoundError):
        fonts.Face("NoSuchFont", False)


def test_lines_are_as_high_as_their_ink_and_no_lower_than_asked() -> None:
    latin = ShapedText("Rosalind", BODY, "en").height
    burmese = ShapedText("ကျွန်ုပ်တို့", BODY, "my").height
    assert sum(latin) == pytest.approx(BODY.leading)
    assert sum(burmese) > sum(latin)
    shaped = ShapedText("ကျွန်ုပ်တို့", TextStyle(10, 1), "my")
    lowest = max(item.face.ink(each.glyph)[1] for item in shaped.items for each in shaped.runs[0].glyphs)
    assert shaped.height[1] > lowest * 10


def test_what_cannot_be_set_is_cleaned_and_nothing_else() -> None:
    assert clean("a\tb\x00c\u2028d\r") == "a bc d "
    assert clean("می‌باشد") == "می‌باشد"
    assert clean("a\udc00") == "a\ufffd"


def test_a_head_too_long_for_its_line_ends_in_an_ellipsis() -> None:
    cut = fitting("Rosalind Okonjo-Webb of Larkhaven", BODY, "en", 80)
    assert cut.single(80)
    assert cut.shaped[0].text.endswith("…")
    assert fitting("Rung", BODY, "en", 80).shaped[0].text == "Rung"


def test_a_paragraph_splits_without_leaving_a_line_alone() -> None:
    text = " ".join(["word"] * 60)
    paragraph = ShapedParagraph(text, BODY)
    _, height = paragraph.wrap(100, 0)
    lines = round(height / BODY.leading)
    first, rest = paragraph.split(100, height - BODY.leading * 0.5)
    assert round(first.height / BODY.leading) == lines - 2
    assert round(rest.height / BODY.leading) == 2
    assert paragraph.split(100, BODY.leading * 1.5) == []
    assert paragraph.split(100, height) == [paragraph]

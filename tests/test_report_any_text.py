"""Whatever a person typed can be set: no text breaks the press, loses a character or leaves its column."""

from __future__ import annotations

import io

import pikepdf
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.report_samples import HARD, SAMPLES
from victimcase.report import breaking
from victimcase.report.languages import base_direction, language_of
from victimcase.report.look import BODY
from victimcase.report.paper import Line, Paper, Part, render
from victimcase.report.preflight import MissingGlyphs
from victimcase.report.shaping import ShapedText

WRITTEN = "".join(text for each in SAMPLES for text in each.texts) + "".join(text for _, text in HARD)
LETTERS = st.text(
    st.sampled_from(sorted(set(WRITTEN)) + list(" \u200b\u200c\u200d\u2066\u2067\u2068\u2069\u202b\u202c"))
)
WORDS = st.lists(st.sampled_from(WRITTEN.split()), max_size=12).map(" ".join)
ANYTHING = st.text(st.characters(), max_size=40)
LANGUAGES = st.sampled_from(["en", "fa", "ur", "th", "my", "km", "zh"])
WIDTH = 90.0


@given(LETTERS | WORDS | ANYTHING, LANGUAGES)
@settings(max_examples=250, deadline=None)
def test_lines_hold_every_character_once_and_stay_in_their_column(text: str, language: str) -> None:
    shaped = ShapedText(text, BODY, language, base_direction(text, language))
    lines = shaped.lines(WIDTH)
    assert "".join(shaped.text[start:end] for start, end in lines) == shaped.text
    for start, end in lines:
        pieces = shaped.pieces(start, end)
        covered = sorted((piece.start, piece.end) for piece in pieces)
        seen = breaking.seen_end(shaped.text, start, end)
        assert [place for span in covered for place in range(*span)] == list(range(start, seen))
        one_character = len(breaking.cluster_ends(shaped.text[start:seen], language)) <= 1
        assert one_character or sum(piece.width for piece in pieces) <= WIDTH * 1.1


@given(LETTERS | WORDS)
@settings(max_examples=40, deadline=None)
def test_any_text_makes_a_sound_file_or_is_named(text: str) -> None:
    part = Part("P", rows=(Line("Label", text, language=language_of(text, ("en",))),))
    paper = Paper(title="T", office="O", number="N-1", date="d", parts=(part,), watermark=text)
    with pikepdf.open(io.BytesIO(render(paper))) as file:
        assert len(file.pages) >= 1


@given(ANYTHING)
@settings(max_examples=60, deadline=None)
def test_text_from_anywhere_is_printed_or_refused_by_name(text: str) -> None:
    paper = Paper(
        title="T", office="O", number="N-1", date="d", parts=(Part("P", rows=(Line("Label", text),)),)
    )
    try:
        file = render(paper)
    except MissingGlyphs as refused:
        assert {each.character for each in refused.missing} <= set(text)
    else:
        assert file.startswith(b"%PDF-1.7")

"""The screening record: every question with its answer, and how the answers add up, step by step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

from victimcase.domain import indicators
from victimcase.domain.indicators import UNVERIFIED_MARK, Arithmetic, Score
from victimcase.domain.records.identification import Screening, ScreeningAnswer
from victimcase.domain.reference import IndicatorSet
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Part, Signature, Table, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import (
    childhood,
    interpreted,
    is_child,
    person_part,
    signed_by,
    text_part,
)
from victimcase.services.compose.pieces import count
from victimcase.services.compose.writing import UNSAID, Kept, Writing
from victimcase.services.screening import NOT_ASKED, seen_codes

_ELEMENTS: Final = ("act", "means", "purpose")
_STRENGTHS: Final = (indicators.STRONG, indicators.MEDIUM, indicators.WEAK)
_ADVICE: Final = N_(
    "This sum is advice. It sets nothing by itself: a person with all the knowledge of the case decides. "
    "What is not known, was not asked or was not answered counts in favour of the person."
)
_HOW_COUNTED: Final = N_(
    "Indicators that were seen are counted. A dimension is positive with two strong indicators; with one "
    "strong and one other; with three medium ones; or with two medium ones and one weak one."
)
_HOW_COUNTED_UNWEIGHTED: Final = N_(
    "Indicators that were seen are counted; they have no strengths. A dimension is positive when at least "
    "one is present."
)
_LEGEND: Final = N_(
    "Strong, medium and weak say how much one indicator counts by itself. None of them proves anything alone."
)
_LEAVES_NO_MARK: Final = N_(
    "That trafficking was not indicated closes no other help and leaves no mark that follows the person."
)


@paper("screening_record", needs=(Screening.kind,), gather=childhood)
def screening_record(writing: Writing) -> Draft:
    """Each screening as a sheet of its own, the newest first: what was asked and what it comes to."""
    kept = writing.all(Screening)[::-1]
    parts = person_part(writing)
    for at, one in enumerate(kept):
        sheet = _sheet(writing, one, len(kept) - at if len(kept) > 1 else 0)
        if at and sheet:
            sheet[0] = _on_new_page(sheet[0])
        parts += sheet
    return Draft(parts, _signers(writing, kept[0].record))


def _on_new_page(part: Part) -> Part:
    return Part(part.heading, part.paragraphs, part.rows, part.table, part.ticks, new_page=True)


def _sheet(writing: Writing, kept: Kept, number: int) -> list[Part]:
    screening: Screening = kept.record
    heading = writing.say(Screening.title)
    if number:
        heading = writing.say(N_("{heading} {number}"), heading=heading, number=number)
    rows = writing.lines(
        screening, Screening, "screened_on", "form", "population", "indicator_version", "language",
        "interpreter", "by", "refused",
    )  # fmt: skip
    return [
        Part(heading, rows=rows),
        *_outcome(writing, screening),
        *_elements(writing, screening),
        *text_part(writing, screening, "refusals"),
        *_questions(writing, kept),
        *text_part(writing, screening, "note"),
    ]


def _outcome(writing: Writing, screening: Screening) -> list[Part]:
    rows = writing.lines(screening, Screening, "outcome", "outcome_reason", "referred_elsewhere")
    mark = screening.outcome == "not_indicated"
    said = (writing.say(_LEAVES_NO_MARK),) if mark else ()
    return [Part(writing.say(N_("What people decided")), said, rows)] if rows else []


def _elements(writing: Writing, screening: Screening) -> list[Part]:
    """Act, means and purpose, each with its answer and where it was known from."""
    if not writing.goes(Category.ADMINISTRATIVE):
        return []
    sources = writing.goes(Category.ACCOUNT)
    rows = []
    for name in _ELEMENTS:
        label = writing.line(screening, Screening, name)
        assert label is not None
        row: list[Words | Cell] = [label.label, Cell(label.value or UNSAID, label.field)]
        if sources:
            row.append(writing.value(screening, f"{name}_source") or UNSAID)
        rows.append(tuple(row))
    columns = [writing.say(N_("Element")), writing.say(N_("Answer")), writing.say(N_("Known from"))]
    table = Table(tuple(columns if sources else columns[:2]), tuple(rows), (3.0, 2.0, 3.0)[: len(rows[0])])
    # Protocol to Prevent, Suppress and Punish Trafficking in Persons (2000), article 3 (a) and (c)
    adult = N_("Trafficking is an act, by a means, for exploitation. Not known is not a no.")
    child = N_("Under 18 an act for exploitation is enough; no means need be shown. Not known is not a no.")
    return [
        Part(writing.say(N_("Act, means, purpose")), (writing.say(child if is_child(writing) else adult),),
             table=table),
    ]  # fmt: skip


def _questions(writing: Writing, kept: Kept) -> list[Part]:
    screening: Screening = kept.record
    if not writing.goes(Category.ACCOUNT):
        return list(writing.part(N_("Questions and answers"), ScreeningAnswer))
    found = {one.record.indicator: one.record for one in writing.rows(ScreeningAnswer, kept.id)}
    known = _set(writing, screening)
    if known is None or not found:
        return []
    said = {code: one.answer or NOT_ASKED for code, one in found.items() if code}
    score = indicators.score(known, seen_codes(said), child=is_child(writing))
    return [*_head(writing, known), *_sum(writing, score), *_answers(writing, known, found)]


def _set(writing: Writing, screening: Screening) -> IndicatorSet | None:
    """The set the screening keeps, in its version; none where this program does not know it."""
    reference = writing.setting.reference
    if not screening.population:
        return None
    return reference.indicator_set(screening.population, screening.indicator_version or "")


def _head(writing: Writing, known: IndicatorSet) -> list[Part]:
    """Where the questions come from, and the mark on them where nobody has compared them yet."""
    rows = (
        Line(writing.say(N_("Indicators for")), writing.code("indicator_population", known.population)),
        Line(writing.say(N_("Version of the indicator set")), known.version),
        Line(writing.say(N_("Source of the indicators")), writing.say(known.source)),
    )
    heading = writing.say(N_("Where the questions come from"))
    if known.verified:
        return [Part(heading, rows=rows)]
    mark = Part(paragraphs=(writing.say(UNVERIFIED_MARK),), notice=True)
    return [Part(heading, rows=rows), mark]


def _sum(writing: Writing, score: Score) -> list[Part]:
    """The arithmetic: the count of each dimension, the rule it meets, and what has to come together."""
    weighted = _has_strengths(score)
    how = _HOW_COUNTED if weighted else _HOW_COUNTED_UNWEIGHTED
    counts = [N_("Strong"), N_("Medium"), N_("Weak")] if weighted else [N_("Seen")]
    columns = [N_("Dimension"), *counts, N_("Result"), N_("Because")]
    rows = tuple(_counted(writing, line, weighted) for line in score.lines)
    shares = (4.0, *([1.3] * len(counts)), 2.0, 4.0)
    figures = frozenset(range(1, 1 + len(counts)))
    table = Table(tuple(writing.say(one) for one in columns), rows, shares, figures)
    return [
        Part(writing.say(N_("How the answers add up")), (writing.say(how),), table=table),
        _together(writing, score),
    ]


def _has_strengths(score: Score) -> bool:
    """Whether the set counts by strengths."""
    return all(line.rule not in (indicators.ONE_PRESENT, indicators.NONE_PRESENT) for line in score.lines)


def _counted(writing: Writing, line: Arithmetic, weighted: bool) -> tuple[Words | Cell, ...]:
    numbers = (line.strong, line.medium, line.weak) if weighted else (line.unweighted,)
    result = N_("positive") if line.positive else N_("not positive")
    return (
        writing.code("indicator_dimension", line.dimension),
        *(count(writing, number) for number in numbers),
        writing.say(result),
        writing.say(line.rule),
    )


def _together(writing: Writing, score: Score) -> Part:
    rows = []
    for part in score.parts:
        by = writing.join([writing.code("indicator_dimension", code) for code in part.by])
        if part.replaced:
            by = writing.say(N_("{dimension}, which stands in its place"), dimension=by)
        more = writing.join([writing.code("indicator_dimension", code) for code in part.reinforced_by])
        if part.reinforced_by:
            by = writing.say(N_("{dimension}; reinforced by {more}"), dimension=by, more=more)
        rows.append((writing.say(part.title), writing.say(N_("Yes") if part.met else N_("No")), by or UNSAID))
    together = N_("Together the indicators speak for trafficking.")
    apart = N_("Together the indicators do not reach what this sum asks for.")
    columns = (N_("Needed"), N_("There?"), N_("Shown by"))
    table = Table(tuple(writing.say(one) for one in columns), tuple(rows), (4, 1.5, 5))
    said = (writing.say(together if score.indicated else apart), writing.say(_ADVICE))
    return Part(writing.say(N_("What it comes to")), said, table=table)


def _answers(
    writing: Writing, known: IndicatorSet, found: Mapping[str | None, ScreeningAnswer]
) -> list[Part]:
    """Every indicator of the set by dimension, also those nobody asked about."""
    weighted = all(one.strength in _STRENGTHS for one in known.indicators)
    strength = [N_("Strength")] if weighted else []
    columns = tuple(writing.say(one) for one in (N_("Indicator"), *strength, N_("Answer"), N_("Source")))
    shares = (6.0, *([2.0] * len(strength)), 2.0, 3.0)
    parts = []
    for at, dimension in enumerate(known.dimensions):
        rows = tuple(
            (
                writing.say(one.wording),
                *((writing.code("indicator_strength", one.strength),) if weighted else ()),
                writing.code("indicator_answer", answer.answer or NOT_ASKED),
                _source(writing, answer),
            )
            for one in known.of(dimension)
            for answer in (found.get(one.code, ScreeningAnswer()),)
        )
        legend = (writing.say(_LEGEND),) if weighted and at == 0 else ()
        table = Table(columns, rows, shares)
        parts.append(Part(writing.code("indicator_dimension", dimension), legend, table=table))
    return parts


def _source(writing: Writing, answer: ScreeningAnswer) -> Words:
    """Where an answer is known from, with what was noted beside it."""
    said: Sequence[Words] = [writing.value(answer, "source"), writing.value(answer, "note")]
    return writing.join([one for one in said if one], "\n") or UNSAID


def _signers(writing: Writing, screening: Screening) -> list[Signature]:
    by = signed_by(writing, N_("Screened by"), writing.value(screening, "by"))
    return [by, *interpreted(writing, screening.interpreter)]

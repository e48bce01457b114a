"""A screening question by question: what was seen, how it adds up, and the outcome people decide on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain import indicators, status
from victimcase.domain.errors import Refused
from victimcase.domain.indicators import Score
from victimcase.domain.records.identification import Screening, ScreeningAnswer
from victimcase.domain.reference import IndicatorSet
from victimcase.domain.rights import Right
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.services import reading, records
from victimcase.services.records import Saved
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store.cards import Card
from victimcase.store.rows import Seen

YES: Final = "yes"
NOT_ASKED: Final = "not_asked"
ADULTS: Final = ("adult_labour", "adult_sexual")
CHILDREN: Final = ("child_labour", "child_sexual")
ANYBODY: Final = ("forced_criminality_unodc",)


@dataclass(frozen=True)
class Question:
    """One indicator with what was answered. `record` is the answer's, empty while there is none."""

    code: str
    dimension: str
    strength: str
    wording: str
    verified: bool
    answer: str
    source: str
    note: str
    record: str


@dataclass(frozen=True)
class Sheet:
    """A screening as its page shows it.

    `indicators` and `child` are what `domain.indicators.score` needs to add up anew while somebody answers.
    `populations` are the sets that fit the person, the form of exploitation being for people to choose.
    """

    screening: str
    seen: Seen | None
    population: str
    populations: tuple[str, ...]
    version: str
    child: bool
    questions: tuple[Question, ...]
    score: Score
    advised: str
    outcome: str
    indicators: IndicatorSet

    @property
    def asked(self) -> int:
        """How many questions were asked."""
        return sum(one.answer not in ("", NOT_ASKED) for one in self.questions)


@dataclass(frozen=True)
class Answer:
    """What is written of one indicator; a field that is none is left as it is."""

    answer: str | None = None
    source: str | None = None
    note: str | None = None


def populations(*, child: bool) -> tuple[str, ...]:
    """The indicator sets that fit an adult or a child."""
    return (*(CHILDREN if child else ADULTS), *ANYBODY)


def seen_codes(answers: Mapping[str, str]) -> list[str]:
    """The indicators answered with yes: those that count."""
    return [code for code, answer in answers.items() if answer == YES]


@query(N_("See a screening"), needs=Right.SEE_CASES)
def sheet(tx: Tx, number: str, *, screening: str = "", population: str = "") -> Sheet:
    """A screening of a case with all its questions: the one named, or the latest; a new one where there is
    none.

    Raises Refused for those who may not read what happened, as every indicator tells of it.
    """
    card = tx.case(number)
    _require(tx)
    found = reading.records(tx, card)
    sheets = [one for kind, one in found if kind == Screening.kind]
    named = [one for one in sheets if not screening or one.id == screening]
    seen = named[-1] if named else None
    child = status.is_child(reading.dossier(tx, card))
    record = seen.record if seen and isinstance(seen.record, Screening) else Screening()
    fitting = populations(child=child)
    chosen = population or record.population or fitting[0]
    kept = record.indicator_version if chosen == record.population else ""
    indicator_set = _set(tx, chosen, kept or "")
    rows = {
        one.record.indicator: one
        for _, one in found
        if isinstance(one.record, ScreeningAnswer) and seen is not None and one.parent == seen.id
    }
    known = indicator_set.indicators
    questions = tuple(_question(rows.get(one.code), one.code, indicator_set) for one in known)
    said = {one.code: one.answer for one in questions}
    elements = {name: getattr(record, name) for name in ("act", "means", "purpose")}
    return Sheet(
        screening=seen.id if seen else "",
        seen=seen,
        population=chosen,
        populations=tuple(dict.fromkeys((*fitting, chosen))),
        version=indicator_set.version,
        child=child,
        questions=questions,
        score=indicators.score(indicator_set, seen_codes(said), child=child),
        advised=indicators.advised_outcome(elements, child=child),
        outcome=record.outcome or "",
        indicators=indicator_set,
    )


def _require(tx: Tx) -> None:
    if Category.ACCOUNT not in tx.me.readable:
        raise Refused(
            N_("The questions of a screening tell what happened; that is not for your role to see."),
            N_("Nothing was changed. The short form asks for what your role may write."),
        )


def _set(tx: Tx, population: str, version: str) -> IndicatorSet:
    """The set a screening keeps; the newest where this version is not known here."""
    found = tx.reference.indicator_set(population, version) or tx.reference.indicator_set(population)
    return found or tx.reference.indicator_sets[0]


def _question(answer: Seen | None, code: str, indicator_set: IndicatorSet) -> Question:
    indicator = indicator_set.get(code)
    assert indicator is not None
    said = answer.record if answer and isinstance(answer.record, ScreeningAnswer) else ScreeningAnswer()
    return Question(
        code=code,
        dimension=indicator.dimension,
        strength=indicator.strength,
        wording=indicator.wording,
        verified=indicator.verified,
        answer=said.answer or NOT_ASKED,
        source=said.source or "",
        note=said.note or "",
        record=answer.id if answer else "",
    )


@use_case(N_("Save answers of a screening"), needs=Right.EDIT_CASE)
def answer(
    tx: Tx,
    number: str,
    answers: Mapping[str, Answer],
    *,
    screening: str = "",
    population: str = "",
    fields: Mapping[str, object] | None = None,
) -> Saved:
    """Write many answers at once, and fields of the screening itself (its outcome, act, means, purpose).

    Without `screening` a new one is begun with the set of `population`, in its version of today. What says
    the same as before is not written.
    """
    card = tx.case(number)
    _require(tx)
    changed = dict(fields or {})
    if not screening:
        chosen = population or populations(child=status.is_child(reading.dossier(tx, card)))[0]
        begun = {"population": chosen, "indicator_version": _set(tx, chosen, "").version}
        begun |= {"screened_on": tx.today.isoformat(), "by": tx.me.login, "form": "full"}
        saved = records.save(tx, number, Screening.kind, {**begun, **changed})
    elif changed:
        saved = records.save(tx, number, Screening.kind, changed, record=screening)
    else:
        saved = Saved(reading.row_of(tx, Screening, card, screening).id, 0)
    known = _answers(reading.records(tx, card), saved.id)
    for code, one in answers.items():
        _write(tx, card, saved.id, code, one, known.get(code))
    return saved


def _answers(found: Iterable[tuple[str, Seen]], screening: str) -> dict[str | None, Seen]:
    return {
        one.record.indicator: one
        for _, one in found
        if isinstance(one.record, ScreeningAnswer) and one.parent == screening
    }


def _write(tx: Tx, card: Card, screening: str, code: str, one: Answer, before: Seen | None) -> None:
    said = {"answer": one.answer, "source": one.source, "note": one.note}
    given: dict[str, object] = {
        name: value
        for name, value in said.items()
        if value is not None and (getattr(before.record, name) if before else None) != (value or None)
    }
    if not given or (before is None and given == {"answer": NOT_ASKED}):
        return
    if before is None:
        given["indicator"] = code
        records.save(tx, card.number, ScreeningAnswer.kind, given, parent=screening)
    else:
        records.save(tx, card.number, ScreeningAnswer.kind, given, record=before.id)

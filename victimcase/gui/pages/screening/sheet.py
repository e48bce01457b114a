"""What stands on the sheet of a screening: its lines, the answers given, and what they come to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from victimcase.domain import indicators
from victimcase.domain.indicators import Arithmetic, Score
from victimcase.domain.records.identification import Screening
from victimcase.domain.reference import IndicatorSet, Reference
from victimcase.i18n import N_, tr
from victimcase.services import screening

ANSWERS: Final = (
    ("yes", N_("Yes")),
    ("no", N_("No")),
    ("unknown", N_("Unknown")),
    ("not_asked", N_("Not asked")),
)

ELEMENTS: Final = {
    "act": N_("Was the person recruited, moved, housed, received or handed over?"),
    "means": N_("By force, threat, deceit, debt or a weak position? Not needed under 18."),
    "purpose": N_("To be exploited in any way?"),
}
ELEMENTS_TITLE: Final = N_("The three parts of trafficking")


@dataclass(frozen=True)
class Line:
    """One line of the sheet: the head of a group, or a question with its weight."""

    code: str
    text: str
    group: str
    strength: str = ""
    head: bool = False
    verified: bool = True

    @property
    def element(self) -> bool:
        """Whether it asks for the act, the means or the purpose, which are always answered."""
        return self.code in ELEMENTS

    @property
    def answers(self) -> tuple[tuple[str, str], ...]:
        """What can be answered."""
        return ANSWERS[:3] if self.element else ANSWERS


@dataclass
class Sheet:
    """The questions of one set and what was answered. Not asked is the answer of everything not touched."""

    questions: IndicatorSet
    child: bool = False
    answers: dict[str, str] = field(default_factory=dict)
    sources: dict[str, str] = field(default_factory=dict)
    outcome: str = ""
    reason: str = ""
    elsewhere: str = ""

    def answer(self, line: Line) -> str:
        """The answer that holds; empty for a part of trafficking nobody spoke of."""
        return self.answers.get(line.code, "" if line.element else "not_asked")

    @property
    def asked(self) -> int:
        """How many indicators have been asked for."""
        return sum(
            self.answers.get(one.code, "not_asked") != "not_asked" for one in self.questions.indicators
        )

    def score(self) -> Score:
        """What those answered with yes come to."""
        seen = [code for code, answer in self.answers.items() if answer == "yes" and code not in ELEMENTS]
        return indicators.score(self.questions, seen, child=self.child)

    def elements(self) -> dict[str, str]:
        """The act, the means and the purpose; what was not answered is not known."""
        return {name: self.answers.get(name, "unknown") for name in ELEMENTS}

    def lines(self, reference: Reference) -> Iterator[Line]:
        """The lines in their order."""
        for dimension in self.questions.dimensions:
            yield Line("", tr(reference.label("indicator_dimension", dimension)), dimension, head=True)
            for one in self.questions.of(dimension):
                yield Line(one.code, tr(one.wording), dimension, one.strength, verified=one.verified)
        yield Line("", tr(ELEMENTS_TITLE), "elements", head=True)
        for code, text in ELEMENTS.items():
            yield Line(code, tr(text), "elements")

    def kept(self) -> Mapping[str, Any]:
        """What a draft of it holds."""
        return {
            "population": self.questions.population,
            "version": self.questions.version,
            "answers": dict(self.answers),
            "sources": dict(self.sources),
            "outcome": self.outcome,
            "reason": self.reason,
            "elsewhere": self.elsewhere,
        }


def read_sheet(found: screening.Sheet, kept: Mapping[str, Any]) -> Sheet:
    """The sheet as it was saved, with what was typed and not saved laid over it."""
    sheet = Sheet(found.indicators, found.child, outcome=found.outcome)
    for one in found.questions:
        if one.answer != screening.NOT_ASKED:
            sheet.answers[one.code] = one.answer
        if one.source:
            sheet.sources[one.code] = one.source
    record = found.seen.record if found.seen is not None else None
    if isinstance(record, Screening) and record.population == found.population:
        for name in ELEMENTS:
            said, source = getattr(record, name), getattr(record, f"{name}_source")
            sheet.answers |= {name: said} if said else {}
            sheet.sources |= {name: source} if source else {}
        sheet.reason, sheet.elsewhere = record.outcome_reason or "", record.referred_elsewhere or ""
    if kept:
        known = {one.code for one in found.indicators.indicators} | set(ELEMENTS)
        sheet.answers = {code: said for code, said in kept.get("answers", {}).items() if code in known}
        sheet.sources = {code: said for code, said in kept.get("sources", {}).items() if code in known}
        sheet.outcome = kept.get("outcome", "")
        sheet.reason, sheet.elsewhere = kept.get("reason", ""), kept.get("elsewhere", "")
    return sheet


def fields_of(sheet: Sheet) -> dict[str, object]:
    """What is written of the screening itself: the parts of trafficking, the outcome, and why."""
    found: dict[str, object] = dict(sheet.elements())
    for name in ELEMENTS:
        found[f"{name}_source"] = sheet.sources.get(name) or None
    found["outcome"] = sheet.outcome
    found["outcome_reason"] = sheet.reason.strip() or None
    found["referred_elsewhere"] = sheet.elsewhere.strip() or None
    return found


def counted(line: Arithmetic, *, weighted: bool) -> str:
    """How many were seen: 1 strong, 2 medium."""
    if not weighted:
        return tr(N_("{count} seen"), count=line.unweighted)
    parts = [
        tr(words, count=count)
        for count, words in (
            (line.strong, N_("{count} strong")),
            (line.medium, N_("{count} medium")),
            (line.weak, N_("{count} weak")),
        )
        if count
    ]
    return ", ".join(parts) or tr(N_("none seen"))


def explained(line: Arithmetic, *, weighted: bool) -> str:
    """The sum in words: what met it, or what would; nothing where nothing was seen."""
    if not weighted:
        return tr(N_("One is enough")) if line.positive else ""
    if line.positive:
        return tr(N_("{rule}: met"), rule=tr(line.rule).capitalize())
    strong, medium, weak = line.strong, line.medium, line.weak
    if strong or medium >= 2:
        return tr(N_("One more of any weight would meet it"))
    if medium:
        return tr(N_("One strong or two more medium would meet it"))
    if weak:
        return tr(N_("One strong, or two medium, would meet it"))
    return ""

"""Papers that are made of whole records: the referral letter and the case sheet."""

from __future__ import annotations

from victimcase.domain.outputs import ASKED
from victimcase.domain.records.referrals import Referral
from victimcase.domain.spec import specs
from victimcase.i18n import N_
from victimcase.report.letter import Section
from victimcase.report.paper import Line, Signature
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.writing import Writing


@paper("referral_letter")
def referral_letter(writing: Writing) -> Draft:
    """What is asked, who the person is, what they need and what is under way, as far as they agreed."""
    signers = (
        Signature(writing.say(N_("For the referring office"))),
        Signature(writing.say(N_("For the receiving organisation"))),
    )
    return Draft([*_asked(writing), *writing.sections(without=(Referral.kind,))], signers)


def _asked(writing: Writing) -> list[Section]:
    """What whoever reads it is asked to do, by when, and who of either side does it."""
    record = writing.latest(Referral)
    if record is None:
        return []
    lines = tuple(
        Line(writing.say(specs(Referral)[name].label), value, field=f"{Referral.kind}.{name}")
        for name in ASKED
        if getattr(record, name) is not False and (value := writing.value(record, name))
    )
    return [(writing.say(N_("What we ask of you")), lines)] if lines else []


@paper("case_sheet")
def case_sheet(writing: Writing) -> Draft:
    """Everything about a case, for the own office."""
    return Draft(list(writing.sections()))

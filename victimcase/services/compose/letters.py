"""Papers that are made of whole records: the referral letter and the case sheet."""

from __future__ import annotations

from victimcase.i18n import N_
from victimcase.report.paper import Signature
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.writing import Writing


@paper("referral_letter")
def referral_letter(writing: Writing) -> Draft:
    """Who the person is, what is needed and what is under way, as far as they agreed to tell it."""
    signers = (
        Signature(writing.say(N_("For the referring office"))),
        Signature(writing.say(N_("For the receiving organisation"))),
    )
    return Draft(list(writing.sections()), signers)


@paper("case_sheet")
def case_sheet(writing: Writing) -> Draft:
    """Everything about a case, for the own office."""
    return Draft(list(writing.sections()))

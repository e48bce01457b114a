"""What a consent is about, in words a tired person understands: each purpose, each category, the promises."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from victimcase.domain.legal_override import coverable
from victimcase.domain.words import Category
from victimcase.i18n import N_

_C = Category

WHAT_FOR: Final[Mapping[str, str]] = {
    "interview": N_(
        "We would like to talk with you about what happened to you. You choose what you tell, you can take a "
        "break or stop at any time, and you can ask for another person to talk with."
    ),
    "services": N_(
        "We would like to help you, for example with a bed, a doctor, papers or a lawyer. For that we write "
        "down what we need to know about you. {recipient} would read what is ticked below."
    ),
    "medical_exam": N_(
        "We would like a doctor or nurse to look after your health. You can ask for a woman or a man, you "
        "may bring somebody along, and you can stop at any time. {recipient} would read what is ticked below."
    ),
    "photograph": N_(
        "We would like to take a picture of you, for your papers and your file. It is shown to nobody else."
    ),
    "referral": N_(
        "We would like to ask another organisation, {recipient}, to help you. For that we would tell them "
        "what is ticked below, and nothing else."
    ),
    "police": N_(
        "We would like to pass on to the police, {recipient}, what is ticked below, so that they can look "
        "into what was done to you. You need not speak with the police to get help from us."
    ),
    "consulate": N_(
        "We would like to write to the embassy or consulate of your country, {recipient}, for example for a "
        "travel document. They would be told what is ticked below. You need not be in touch with them."
    ),
    "family_tracing": N_(
        "We would like to look for your family, or to talk with them, with the help of {recipient}. They "
        "would be told what is ticked below. You say whom we may look for, and whom not."
    ),
    "voluntary_return": N_(
        "You have said that you would like to travel home. To prepare that, {recipient} would be told what "
        "is ticked below. You can change your mind up to the moment you leave."
    ),
    "case_transfer": N_(
        "We would like to hand your file on to {recipient}, who would go on helping you in our place. They "
        "would be given what is ticked below."
    ),
    "testimony": N_(
        "You have been asked to tell a court or a prosecutor, {recipient}, what happened. They would be told "
        "what is ticked below. You can ask to be heard in a protected way, and you may say no."
    ),
    "statistics": N_(
        "We would like to count your case together with many others, so that people learn what happens. "
        "Your name and everything that could tell who you are is left out."
    ),
    "research": N_(
        "We would like to let researchers, {recipient}, learn from what happened to you, without your name. "
        "They would be told what is ticked below."
    ),
    "media": N_(
        "A newspaper, radio, film or web page, {recipient}, would like to tell your story. We advise you to "
        "say no: what has been published can never be taken back."
    ),
    "follow_up_contact": N_(
        "We would like to ask you now and then how you are, also after our help has ended. You choose how "
        "and when we may call, and you can end it at any time."
    ),
}
"""Purpose -> what we ask for. `{recipient}` is who would be told."""

MEANS: Final[Mapping[Category, str]] = {
    _C.IDENTITY: N_("your name, your day of birth, your country, your papers"),
    _C.CONTACT: N_("where you live now, your telephone number, how to reach you safely"),
    _C.FAMILY: N_("your parents, children, husband or wife, and others who are close to you"),
    _C.ACCOUNT: N_("what happened to you: the journey, the work, what was done to you"),
    _C.HEALTH: N_("your body and how you feel: illness, wounds, pregnancy, medicine"),
    _C.LEGAL: N_("your papers to stay, the police, a court, what you ask for by law"),
    _C.TRAVEL: N_("your journey home: travel document, ticket, who comes along and who meets you"),
    _C.MONEY: N_("debts, wages, money you paid or are given"),
    _C.NOTE: N_("what we wrote down while we helped you"),
    _C.ADMINISTRATIVE: N_("the number of your file, days and names of forms, what you agreed to"),
    _C.PROTECTION_CLAIM: N_("whether you have asked a state to protect you"),
    _C.LOCATION_OF_SHELTER: N_("where the house is in which you sleep"),
    _C.WITNESS: N_("what keeps you safe when you tell a court what you know"),
}
"""Category -> what it means, as the person would say it."""

_WITHOUT_OUTPUT: Final = frozenset(
    {_C.IDENTITY, _C.CONTACT, _C.FAMILY, _C.ACCOUNT, _C.HEALTH, _C.LEGAL, _C.TRAVEL, _C.MONEY}
)
"""What a consent may name whose purpose no paper serves: to interview, to photograph, for research."""

PROMISES: Final = (
    N_("You get the same help whether you say yes or no. Nobody will be angry with you."),
    N_("What is not ticked is not told. Nobody else is told, unless you agree to that on another form."),
    N_("Nothing goes to those who harmed you, to an employer or a recruiter, or to newspapers."),
    N_("No money is asked for this, and none is paid for it."),
    N_(
        "Only if somebody's life is in danger, or a court orders it, may the law make us tell something "
        "without asking. Then we tell you, unless that would put you in danger."
    ),
)
"""What will not happen, and the one exception there is."""

RISKS: Final = (
    N_("What another office has read it cannot forget. We can ask it to give papers back, not more."),
    N_("Papers can be lost or read by the wrong person. Tell us whom you are afraid of."),
    N_("If you feel unsafe after saying yes, tell us at once. We look for a safe way with you."),
)

STOPPING: Final = (
    N_("You can change your mind at any time, without giving a reason: for all of it or for a part."),
    N_("Tell anybody of us, in your own words. A call or a message is enough; no form is needed."),
    N_(
        "From that moment we give nothing more on this consent. We tell you who holds what already, and we "
        "ask them to stop using it and to give it back or destroy it."
    ),
)
"""How to take a consent back."""

DECLARATION: Final = N_(
    "This was read or explained to me in a language I understand. I could ask everything I wanted to ask. "
    "Nobody forced me. I have been told that I can change my mind."
)
ASSENT: Final = N_(
    "You are not yet 18. Your guardian is asked too, and nothing is told if you say no yourself."
)


def on_the_form(purpose: str, named: frozenset[Category]) -> tuple[Category, ...]:
    """The categories a form for a purpose asks about: those that could go for it, and those `named` in it."""
    possible = coverable(purpose) or _WITHOUT_OUTPUT
    return tuple(one for one in Category if one in MEANS and one in possible | named)

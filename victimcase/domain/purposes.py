"""Why something leaves: each purpose with the consent it needs and the categories that can go at all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from victimcase.domain.words import Category
from victimcase.i18n import N_

INTERNAL: Final = "internal"
"""The purpose of what stays in the own organisation; its basis is the help itself, so it asks for no
consent.
"""
OWN_COPY: Final = "own_copy"
"""The purpose of a paper the person takes along. What could harm them in a strange hand is not on it."""
ACCESS: Final = "access"
"""The purpose of the file a person gets who asks what is kept about them."""
RECALL: Final = "recall"
"""The purpose of a letter that calls back what was given; it tells nothing about the person."""
LIAISON: Final = "liaison"
"""The purpose of an extract on recruiters for liaison officers; no person and no case is in it."""
FINANCIAL: Final = "financial_investigation"
"""The purpose of the annex on payments and accounts; the person is not named in it."""

_C = Category

EVERYTHING_BUT_OTHERS: Final = frozenset(_C) - {_C.WHISTLE_BLOWER, _C.PERPETRATOR}
"""Perpetrator data never travels with the victim's, and a whistle-blower's record never with any case."""

_CARE = frozenset(
    {
        _C.IDENTITY,
        _C.CONTACT,
        _C.FAMILY,
        _C.ACCOUNT,
        _C.HEALTH,
        _C.LEGAL,
        _C.TRAVEL,
        _C.NOTE,
        _C.ADMINISTRATIVE,
    }
)

ABOUT_THE_PERSON: Final = frozenset(
    {_C.IDENTITY, _C.CONTACT, _C.FAMILY, _C.ACCOUNT, _C.HEALTH, _C.NOTE, _C.TRAVEL}
)
"""Categories that tell who the person is or what happened to them: never beside perpetrator data."""


@dataclass(frozen=True)
class Purpose:
    """Why something leaves: its words, the consent it needs (one for the recipient, of this code), what
    may go.
    """

    code: str
    title: str
    consent: str
    categories: frozenset[Category]
    to_person: bool = False
    """Whether the person themself receives it, and nobody else."""


def _purpose(
    code: str,
    title: str,
    categories: frozenset[Category],
    consent: str | None = None,
    *,
    person: bool = False,
) -> Purpose:
    return Purpose(code, title, code if consent is None else consent, categories, person)


_TAKEN_ALONG = EVERYTHING_BUT_OTHERS - {
    _C.PROTECTION_CLAIM,
    _C.LOCATION_OF_SHELTER,
    _C.WITNESS,
    _C.RELEASE,
}

PURPOSES: Final[Mapping[str, Purpose]] = {
    one.code: one
    for one in (
        _purpose(INTERNAL, N_("Own organisation"), EVERYTHING_BUT_OTHERS, ""),
        _purpose(
            "referral",
            N_("Referral to another organisation"),
            _CARE | {_C.MONEY, _C.LOCATION_OF_SHELTER, _C.PROTECTION_CLAIM},
        ),
        _purpose("services", N_("Services"), _CARE | {_C.MONEY}),
        _purpose("medical_exam", N_("Medical examination"), frozenset({_C.IDENTITY, _C.CONTACT, _C.HEALTH})),
        _purpose("police", N_("Police"), frozenset({_C.IDENTITY, _C.CONTACT, _C.ACCOUNT, _C.LEGAL})),
        _purpose(
            "consulate",
            N_("Consulate or embassy"),
            frozenset({_C.IDENTITY, _C.CONTACT, _C.FAMILY, _C.TRAVEL, _C.ADMINISTRATIVE}),
        ),
        _purpose("family_tracing", N_("Family tracing"), frozenset({_C.IDENTITY, _C.CONTACT, _C.FAMILY})),
        _purpose(
            "voluntary_return",
            N_("Voluntary return"),
            frozenset(
                {_C.IDENTITY, _C.CONTACT, _C.FAMILY, _C.HEALTH, _C.TRAVEL, _C.MONEY, _C.ADMINISTRATIVE}
            ),
        ),
        _purpose(
            "case_transfer",
            N_("Transfer of the case"),
            _CARE | {_C.MONEY, _C.LOCATION_OF_SHELTER, _C.PROTECTION_CLAIM},
        ),
        _purpose("testimony", N_("Testimony"), frozenset({_C.IDENTITY, _C.ACCOUNT, _C.LEGAL})),
        _purpose("follow_up_contact", N_("Follow-up contact"), frozenset({_C.IDENTITY, _C.CONTACT})),
        _purpose(
            "legal_assistance", N_("Legal assistance between states"), frozenset({_C.LEGAL}), "testimony"
        ),
        _purpose(FINANCIAL, N_("Financial investigation"), frozenset({_C.MONEY, _C.PERPETRATOR}), "police"),
        _purpose(OWN_COPY, N_("The person's own copy"), _TAKEN_ALONG, "", person=True),
        _purpose(
            ACCESS,
            N_("Request for access to own data"),
            EVERYTHING_BUT_OTHERS - {_C.WITNESS, _C.RELEASE},
            "",
            person=True,
        ),
        _purpose(RECALL, N_("Calling back what was given"), frozenset(), ""),
        _purpose(LIAISON, N_("Liaison officers"), frozenset({_C.PERPETRATOR}), ""),
    )
}
"""Every purpose under which something can leave. Statistics, research and media never see records."""

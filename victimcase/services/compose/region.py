"""Papers between states: the annex to a request for legal assistance. Nobody who was helped is named."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from victimcase.domain.records.evidence import CustodyStep, EvidenceItem
from victimcase.domain.records.legal import Proceeding
from victimcase.domain.records.region import LegalAssistanceRequest
from victimcase.domain.spec import Record, specs
from victimcase.domain.words import Category
from victimcase.i18n import N_
from victimcase.report.paper import Line, Part, Signature, Table, Words
from victimcase.services.compose import Draft, paper
from victimcase.services.compose.common import contact_part
from victimcase.services.compose.nameless import cell, naming_fields, shown
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import count
from victimcase.services.compose.writing import Kept, Writing
from victimcase.services.released import Fact
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

_KINDS: Final = (LegalAssistanceRequest.kind, Proceeding.kind, EvidenceItem.kind, CustodyStep.kind)
_REQUEST: Final = (
    "reference",
    "basis",
    "requesting_country",
    "requested_country",
    "authority",
    "sent_on",
    "due_on",
)
_PROCEEDING: Final = ("reference", "type", "stage_now", "country", "authority", "opened_on", "next_date_on")
_ITEM: Final = (
    *("item_number", "type", "collected_at", "independent"),
    *("seal_number", "media_type", "size", "sha256"),
)
_STEP: Final = ("handed_at", "organisation", "seal_number", "seal_intact", "hash_matches")

_WHAT: Final = N_(
    "This annex goes with the request of the central authority named below. It holds no name and no account "
    "of any person: those who were harmed stand behind the reference alone. What identifies them is given by "
    "the central authority, on a reasoned request, in the way the two authorities agree on."
)
# UNTOC art. 18(19) and (20): use limited to the request, kept confidential. Palermo Protocol arts. 6(1), 8.
_USE: Final = (
    N_(
        "Use it for the proceeding named in the request and for no other without consent (UNTOC art. 18(19))."
    ),
    N_("Keep the request and its content confidential (UNTOC art. 18(20))."),
    N_("Protect the privacy and identity of victims (Trafficking Protocol art. 6(1); ASEAN ACTIP art. 14)."),
    N_("Do not get in touch with a victim, a witness or a family except through this authority."),
)
_HASHES: Final = N_(
    "The hash (SHA-256) was taken when an item came, before anything else was done with it. Compare it with "
    "that of the copy you receive: if one letter differs, the file is not what was collected."
)
_HANDS: Final = N_("Who held the item is named in the custody record, which goes with the original.")


def _covered(tx: Tx, card: Card | None, order: Order, categories: frozenset[Category]) -> dict[str, Fact]:
    assert card is not None  # the annex is made of records of a case
    return {"covered": naming_fields(tx, card, categories, *_KINDS)}


@paper("legal_assistance_annex", needs=("legal_assistance_request",), gather=_covered)
def legal_assistance_annex(writing: Writing) -> Draft:
    """The request, the proceeding, what is asked, and the evidence by number, hash and chain of custody."""
    say = writing.say
    request = writing.all(LegalAssistanceRequest)[-1]
    measures = [
        say(writing.setting.reference.label("legal_assistance_measure", code)) for code in _asked(request)
    ]
    items = writing.all(EvidenceItem)
    return Draft(
        [
            Part(paragraphs=(say(_WHAT),)),
            Part(say(N_("The request")), rows=_lines(writing, request, _REQUEST)),
            *(
                Part(say(N_("The proceeding")), rows=_lines(writing, one, _PROCEEDING))
                for one in _proceedings(writing, request)
            ),
            Part(
                say(N_("What is asked")),
                rows=tuple(Line(count(writing, at), one) for at, one in enumerate(measures, 1)),
            ),
            *_evidence(writing, items),
            Part(say(N_("How it may be used")), paragraphs=tuple(map(say, _USE))),
            contact_part(writing),
        ],
        (Signature(say(N_("For the sending office"))), Signature(say(N_("For the central authority")))),
        reference=False,
    )


def _asked(request: Kept) -> tuple[str, ...]:
    measures: tuple[str, ...] = request.record.measures
    return measures


def _proceedings(writing: Writing, request: Kept) -> list[Kept]:
    """The proceeding the request is about; all of them where it names none."""
    every = writing.all(Proceeding)
    named = [one for one in every if one.id == request.record.proceeding]
    return named or list(every)


def _lines(writing: Writing, kept: Kept, names: tuple[str, ...]) -> tuple[Line, ...]:
    cls: type[Record] = type(kept.record)
    found = ((specs(cls)[name].label, name, shown(writing, kept, name)) for name in names)
    return tuple(
        Line(writing.say(label), value, field=f"{cls.kind}.{name}") for label, name, value in found if value
    )


def _evidence(writing: Writing, items: tuple[Kept, ...]) -> Iterator[Part]:
    """Each item with its hash, and every hand it went through, without naming the hands."""
    say = writing.say
    if not items:
        return
    yield Part(say(N_("Evidence")), paragraphs=(say(_HASHES), say(_HANDS)))
    for at, item in enumerate(items, 1):
        heading = say(N_("Item {number}"), number=count(writing, at))
        steps = writing.rows(CustodyStep, item.id)
        yield Part(heading, rows=_lines(writing, item, _ITEM), table=_custody(writing, steps))


def _custody(writing: Writing, steps: tuple[Kept, ...]) -> Table | None:
    if not steps:
        return None
    heads: tuple[Words, ...] = (
        writing.say(N_("Step")),
        *(writing.say(specs(CustodyStep)[name].label) for name in _STEP),
    )
    rows = tuple(
        (count(writing, at), *(cell(writing, one, name) for name in _STEP)) for at, one in enumerate(steps, 1)
    )
    return Table(heads, rows, shares=(0.5, 1.6, 1.8, 1.2, 1, 1.1))

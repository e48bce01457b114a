"""Papers: what was released, composed for a reader. Only what came through the door is ever set."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from pathlib import Path

from victimcase.domain.reference import Reference
from victimcase.domain.spec import Link, filled
from victimcase.domain.values import show
from victimcase.domain.words import CATEGORY_TITLES, Category
from victimcase.i18n import N_, tr
from victimcase.report.letter import Envelope, Section, referral_letter, sheet
from victimcase.report.paper import Line, Paper, Signature, render
from victimcase.services import disclosures, door, reading, vaults
from victimcase.services.disclosures import Given
from victimcase.services.door import Content, Piece, Released
from victimcase.services.session import Session
from victimcase.services.tx import Tx

TITLES: Mapping[str, str] = {
    "referral_letter": N_("Referral letter"),
    "case_sheet": N_("Case sheet"),
}

OUTPUT_OF: Mapping[str, str] = {"case_sheet": "case_sheet"}
"""Papers the command `pdf KIND` makes: kind -> output."""

REQUEST = N_(
    "We ask you to receive the person described below and to help them as far as you can. Purpose: "
    "{purpose}. What stands here is what the person agreed to tell you; please ask the person, not others, "
    "for more."
)


@dataclass(frozen=True)
class Order:
    """What is asked for: to whom, why, which categories (none: all that are possible), in which languages."""

    case: str
    recipient: str
    purpose: str
    asked: frozenset[Category] | None = None
    languages: tuple[str, ...] = ("en",)
    password: str | None = None


@dataclass(frozen=True)
class Setting:
    """What a paper needs besides what was released: the office's name, the day, names behind links, code
    lists.
    """

    office: str
    today: date
    names: Mapping[str, str]
    reference: Reference
    contact: tuple[Line, ...] = ()


def give(session: Session, output: str, order: Order, out: Path) -> Given:
    """Make a paper and write it: through the door, numbered, in memory, once.

    Raises what the door raises, and MissingGlyphs for a character no font has; nothing is written then.
    """
    setting = session.look(setting_of)

    def decide(tx: Tx) -> Released:
        return door.release(
            tx,
            [tx.case(order.case)],
            output=output,
            recipient=door.recipient_called(tx, order.recipient),
            purpose=order.purpose,
            asked=order.asked,
        )

    return disclosures.give(session, decide, _renderer(output, order, setting), out)


def _renderer(output: str, order: Order, setting: Setting) -> Callable[[Released], bytes]:
    def made(released: Released) -> bytes:
        data = render(composed(output, released, setting, order.languages))
        if order.password is None:
            return data
        from victimcase.report import protect  # its library is slow to load and seldom needed

        return protect.protect(data, order.password)

    return made


def setting_of(tx: Tx) -> Setting:
    """What a paper of this office needs today."""
    office = vaults.settings(tx)
    labels = {"address": N_("Address"), "phone": N_("Phone"), "email": N_("E-mail")}
    contact = tuple(Line(tr(label), str(office[name])) for name, label in labels.items() if office.get(name))
    name = str(office.get("name") or tx.me.office_code)
    return Setting(name, tx.today, reading.names(tx), tx.reference, (Line(tr(N_("Office")), name), *contact))


def composed(
    output: str, released: Released, setting: Setting, languages: tuple[str, ...] = ("en",)
) -> Paper:
    """The paper of what was released: the records, what is withheld, on what it rests."""
    content = released.contents[0]
    envelope = Envelope(
        office=setting.office,
        number=released.number,
        date=setting.today.isoformat(),
        recipient=released.recipient.name,
        purpose=tr(released.purpose.title),
        categories=tuple(tr(CATEGORY_TITLES[one]) for one in Category if one in released.categories),
        fingerprint=released.content_hash,
        languages=languages,
    )
    sections = list(_records(content, setting))
    withheld = _withheld(released)
    if output != "referral_letter" or not sections:
        return sheet(envelope, tr(TITLES[output]), [*_reference(content), *sections, *withheld])
    return referral_letter(
        envelope,
        request=(tr(REQUEST, purpose=tr(released.purpose.title)),),
        sections=[*_reference(content), *sections, *withheld],
        consent=_consent(content),
        contact=setting.contact,
        addressee=released.recipient.address,
        signers=(
            Signature(tr(N_("For the referring office"))),
            Signature(tr(N_("For the receiving organisation"))),
        ),
    )


def _reference(content: Content) -> list[Section]:
    return [(tr(N_("Reference")), (Line(tr(N_("Case")), content.card.number, field="case.number"),))]


def _consent(content: Content) -> list[Line]:
    """On what the letter rests, and what the person does not want, in their own words."""
    lines = [Line(tr(N_("Rests on")), tr(N_("the person's consent for this purpose and this recipient")))]
    if content.given_on:
        lines.append(Line(tr(N_("Given on")), ", ".join(content.given_on)))
    limits = dict.fromkeys(limit for basis in content.bases for limit in basis.limits)
    if limits:
        lines.append(Line(tr(N_("Limits the person has set")), "\n".join(limits), field="consent.limits"))
    return lines


def _records(content: Content, setting: Setting) -> Iterator[Section]:
    """A section for each record, in the order of the kinds; several of one kind are counted."""
    for kind, same in groupby(content.pieces, key=lambda piece: piece.kind):
        pieces = list(same)
        for place, piece in enumerate(pieces, 1):
            title = tr(type(piece.record).title)
            lines = tuple(_lines(kind, piece, setting))
            if lines:
                yield (f"{title} {place}" if len(pieces) > 1 else title), lines


def _lines(kind: str, piece: Piece, setting: Setting) -> Iterator[Line]:
    for name, spec, value in filled(piece.record):
        text = (
            setting.names.get(str(value), "")
            if isinstance(spec, Link)
            else show(spec, value, setting.reference)
        )
        if text:
            yield Line(tr(spec.label), text, field=f"{kind}.{name}")


def _withheld(released: Released) -> list[Section]:
    """What was asked for and is not part of the paper. Why not is the office's business, not the reader's."""
    lines = tuple(Line(one.what, withheld=True) for one in released.withheld if one.told)
    return [(tr(N_("Not part of this paper")), lines)] if lines else []

"""Papers: what was released, composed for a reader. Only what came through the door is ever set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from dataclasses import replace
from pathlib import Path
from typing import Final

from victimcase import i18n
from victimcase.domain.errors import Invalid, UserError
from victimcase.domain.outputs import INTERNAL, OUTPUTS, papers
from victimcase.domain.spec import RECORDS
from victimcase.domain.words import CATEGORY_TITLES, Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.report.letter import Envelope, Section, referral_letter, sheet
from victimcase.report.paper import Line, Paper, Part, Words, render
from victimcase.services import compose, disclosures, door, narrowing, reading, recalls, vaults
from victimcase.services.compose import Composer, Draft
from victimcase.services.compose.order import Order
from victimcase.services.compose.pieces import listed, not_by_missions
from victimcase.services.compose.writing import Setting, Writing
from victimcase.services.disclosures import Given, Making
from victimcase.services.door import Released
from victimcase.services.released import Fact
from victimcase.services.session import Session
from victimcase.services.tx import Tx
from victimcase.store.cards import Card

__all__ = ["OUTPUT_OF", "TITLES", "Order", "Setting", "composed", "decided", "give", "printed", "setting_of"]

TITLES: Final[Mapping[str, str]] = {one.code: one.title for one in papers()}

LETTERS: Final = frozenset({"referral_letter"})
"""Papers with a command of their own."""
OUTPUT_OF: Final[Mapping[str, str]] = {code: code for code in TITLES if code not in LETTERS}
"""Papers the command `pdf KIND` makes: kind -> output."""

REQUEST: Final = N_(
    "We ask you to receive the person described below and to help them as far as you can. Purpose: "
    "{purpose}. What stands here is what the person agreed to tell you; please ask the person, not others, "
    "for more."
)
_OVERRIDDEN: Final = N_(
    "the law: danger to life or an order of a court; the person has not agreed to all of it"
)
_LIMITED: Final = N_("The person has set limits. Ask the sending office before you pass anything on.")


def give(session: Session, output: str, order: Order, out: Path) -> Given:
    """Make a paper and write it: through the door, numbered, in memory, once.

    Raises what the door raises, Invalid where nothing is written yet that the paper needs, and MissingGlyphs
    for a character no font has; nothing is written then.
    """
    making = _making(session, output, order)
    return disclosures.give(session, making.decide, making.render, out, lock=making.lock, keep=making.keep)


def printed(session: Session, output: str, order: Order, deliver: Callable[[bytes], None]) -> Given:
    """Make a paper and hand it to a printer (`deliver`), which gets the whole PDF once. Raises as `give`."""
    making = replace(_making(session, output, order), lock=None)
    return disclosures.hand_on(session, making, disclosures.PRINT, deliver)


def _making(session: Session, output: str, order: Order) -> Making:
    setting = session.look(setting_of)
    return Making(
        decide=lambda tx: decided(tx, output, order),
        render=lambda released: rendered(output, released, setting, order),
        lock=_locking(order.password),
        keep=True,
    )


def _locking(password: str | None) -> Callable[[bytes], bytes] | None:
    if password is None:
        return None
    from victimcase.report import protect  # its library is slow to load and seldom needed

    return lambda data: protect.protect(data, password)


def decided(tx: Tx, output: str, order: Order, *, mark: bool = False) -> Released:
    """What the door lets through for an order, with the facts the paper needs besides records.

    With `mark` known names and places are marked in its free texts, for somebody to read them through.

    Raises what the door raises, and Invalid where the paper has nothing to be made of.
    """
    made_by = _composer(output)
    recipient = door.recipient_called(tx, order.recipient)
    card = tx.case(order.case) if order.case else None
    _check_parts(made_by, order)
    if not made_by.by_missions:
        not_by_missions(tx)
    if not OUTPUTS[output].records:
        facts = made_by.gather(tx, card, order, frozenset()) if made_by.gather else {}
        released = door.release_facts(tx, output, recipient, order.purpose, facts, card)
        return _tied(released) if output == recalls.LETTER else released
    card = tx.case(order.case)
    needs = _Needs(tx, made_by, order, card)
    released = door.release(
        tx,
        [card],
        output=output,
        recipient=recipient,
        purpose=order.purpose,
        asked=order.asked,
        about=order.about,
        texts=order.texts,
        mark=mark,
        needs=needs,
    )
    kinds = {piece.kind for content in released.contents for piece in content.pieces}
    if needs.lacking(kinds | needs.unsaid):
        raise Invalid(
            N_("Nothing that may go on this paper is written yet: {kinds}. Nothing was given out."),
            N_("Write it in the case first, or ask for the consent that lets it go."),
            kinds=", ".join(tr(RECORDS[kind].title) for kind in made_by.needs),
        )
    return door.closed(replace(released, facts=needs.facts, besides=needs.besides))


class _Needs:
    """Asks a paper which fields of all that may go it is made of (`narrowing`); gathers its facts, too.

    Of a paper in parts also those facts stay out that other parts say. A referral letter and a case sheet say
    all they get. `besides` are categories only the facts tell of, `unsaid` kinds that
    are there and of which the paper says nothing.
    """

    def __init__(self, tx: Tx, made_by: Composer, order: Order, card: Card) -> None:
        self._tx, self._made_by, self._order, self._card = tx, made_by, order, card
        self.unsaid: Set[str] = frozenset()
        self.facts: Mapping[str, Fact] = {}
        self.besides: frozenset[Category] = frozenset()

    def lacking(self, kinds: Set[str]) -> bool:
        """Whether the paper has nothing it can be made of."""
        return bool(self._made_by.needs) and kinds.isdisjoint(self._made_by.needs)

    def __call__(self, whole: Released) -> frozenset[str] | None:
        """The fields it needs; none means all."""
        kinds = {piece.kind for content in whole.contents for piece in content.pieces}
        if self.lacking(kinds):
            return None
        gather = self._made_by.gather
        if gather is not None:
            self.facts = gather(self._tx, self._card, self._order, whole.categories)
        if OUTPUTS[whole.output].kinds is None or whole.output in LETTERS:
            return None
        setting = setting_of(self._tx)

        def says(released: Released) -> object:
            writing = Writing(released, setting, self._order)
            draft = self._made_by.compose(writing)
            return draft, _reference(writing, draft)

        whole = replace(whole, facts=self.facts)
        if self._order.parts:
            self.facts = narrowing.needed_facts(whole, says)
        kept = narrowing.needed(whole, says)
        self.unsaid = _unsaid(kinds, kept)
        gone = whole.categories - set(narrowing.cut(whole, kept).tells)
        self.besides = frozenset(one for one in gone if self._tells(whole.categories, one))
        return kept

    def _tells(self, categories: frozenset[Category], one: Category) -> bool:
        """Whether the facts would be others if this category might not go."""
        gather = self._made_by.gather
        if gather is None or not self.facts:
            return False
        try:
            without = gather(self._tx, self._card, self._order, categories - {one})
        except UserError:
            return True  # the paper cannot be made without it
        return any(without.get(name) != said for name, said in self.facts.items())


def _unsaid(kinds: Set[str], kept: Set[str]) -> Set[str]:
    """Kinds of which no field is needed."""
    return kinds - {name.partition(".")[0] for name in kept}


def _tied(letter: Released) -> Released:
    """A recall letter that the ledger can tell from what it calls back."""
    numbers = [str(one["number"]) for one in listed(letter.facts["given"])]
    return recalls.tied(letter, RecordId(str(letter.facts["consent"])), numbers)


def _composer(output: str) -> Composer:
    found = compose.composer(output)
    if found is None:
        raise Invalid(
            N_("There is no paper “{kind}”, so nothing was written."),
            N_("Papers are: {kinds}."),
            kind=output,
            kinds=", ".join(sorted(OUTPUT_OF)),
        )
    return found


def _check_parts(made_by: Composer, order: Order) -> None:
    known = [code for code, _ in made_by.sections]
    if strange := [one for one in order.parts if one not in known]:
        raise Invalid(
            N_("This paper has no part “{part}”, so nothing was written."),
            N_("Its parts are: {parts}."),
            part=strange[0],
            parts=", ".join(known) or tr(N_("none; it is always whole")),
        )


def setting_of(tx: Tx) -> Setting:
    """What a paper of this office needs today."""
    office = vaults.settings(tx)
    labels = {"address": N_("Address"), "phone": N_("Phone"), "email": N_("E-mail")}
    contact = tuple((label, str(office[name])) for name, label in labels.items() if office.get(name))
    name = str(office.get("name") or tx.me.office_code)
    return Setting(
        office=name,
        today=tx.today,
        names=reading.names(tx),
        reference=tx.reference,
        contact=((N_("Office"), name), *contact),
        people=reading.people(tx),
        code=tx.me.office_code,
        country=str(office.get("country") or ""),
    )


def rendered(output: str, released: Released, setting: Setting, order: Order) -> bytes:
    """The paper as PDF."""
    return render(composed(output, released, setting, order), i18n.spoken)


def composed(output: str, released: Released, setting: Setting, order: Order) -> Paper:
    """The paper of what was released: the records, what is withheld, on what it rests."""
    writing = Writing(released, setting, order)
    draft = _composer(output).compose(writing)
    envelope = _envelope(writing)
    title = draft.title or writing.say(TITLES[output])
    if draft.quiet:
        quiet = replace(envelope, recipient="", purpose="", categories=(), fingerprint="", quiet=True)
        return sheet(quiet, title, draft.parts, signers=draft.signers, words=i18n.spoken)
    parts = [*_reference(writing, draft), *draft.parts, *_withheld(writing)]
    if output != "referral_letter" or not draft.parts:
        return sheet(envelope, title, parts, signers=draft.signers, words=i18n.spoken)
    return referral_letter(
        envelope,
        request=(writing.say(REQUEST, purpose=writing.say(released.purpose.title)),),
        sections=parts,
        consent=_consent(writing),
        contact=[Line(writing.say(label), value) for label, value in setting.contact],
        addressee=released.recipient.address,
        signers=draft.signers,
        words=i18n.spoken,
    )


def _envelope(writing: Writing) -> Envelope:
    released, setting = writing.released, writing.setting
    recipient: Words = released.recipient.name
    if released.recipient.person:
        recipient = writing.say(door.THE_PERSON)
    return Envelope(
        office=setting.office,
        number=released.number,
        date=writing.day(setting.today),
        recipient=recipient,
        purpose=writing.say(released.purpose.title),
        categories=tuple(writing.say(CATEGORY_TITLES[one]) for one in released.tells),
        fingerprint=released.content_hash,
        languages=writing.languages,
        to_person=released.recipient.person,
        inside=released.purpose.code == INTERNAL,
        drafted=_drafted(writing.languages),
    )


def _drafted(languages: tuple[str, ...]) -> tuple[str, ...]:
    """Names of those languages whose words no speaker has read yet."""
    found = (i18n.catalogue(language) for language in languages)
    return tuple(one.name for one in found if one is not None and not one.read_by)


def _reference(writing: Writing, draft: Draft) -> list[Section]:
    """The number of the case, by which both sides speak of it; none where nothing of the case goes."""
    if not draft.reference or not writing.released.contents or not writing.content.pieces:
        return []
    line = Line(writing.say(N_("Case")), writing.content.card.number, field="case.number")
    return [(writing.say(N_("Reference")), (line,))]


def _consent(writing: Writing) -> list[Line]:
    """On what the letter rests, and what the person does not want, in their own words."""
    content, say = writing.content, writing.say
    overridden = any(basis.override for basis in content.bases)
    rests = _OVERRIDDEN if overridden else N_("the person's consent for this purpose and this recipient")
    lines = [Line(say(N_("Rests on")), say(rests))]
    if content.given_on:
        lines.append(Line(say(N_("Given on")), writing.join([writing.iso(day) for day in content.given_on])))
    limits = say(N_("Limits the person has set"))
    if content.limits:
        lines.append(Line(limits, "\n".join(content.limits), field="consent.limits"))
    elif content.limited:
        lines.append(Line(limits, say(_LIMITED)))
    return lines


def _withheld(writing: Writing) -> list[Part]:
    """What was asked for and is not part of the paper. Why not is the office's business, not the reader's."""
    told = [one for one in writing.released.withheld if one.told]
    lines = tuple(
        Line(writing.say(CATEGORY_TITLES[Category(one.code)]) if one.code else one.what, withheld=True)
        for one in told
    )
    return [Part(writing.say(N_("Not part of this paper")), rows=lines)] if lines else []

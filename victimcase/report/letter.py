"""Letters and sheets as composition: what services released goes in as plain data, a paper comes out."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from victimcase.domain.errors import Invalid
from victimcase.i18n import N_
from victimcase.report.paper import Cell, Line, Paper, Part, Signature, Translate, Words, spoken

Entry = Line | tuple[Words, Words | None, bool]
"""A line, or (label, value, withheld)."""
Section = tuple[Words, Sequence[Entry]]
"""A title and its entries."""

_LETTER = N_("Referral letter")
_REQUEST, _CONSENT = N_("Request"), N_("Consent")
_CONTACT, _SIGNATURES = N_("Who to contact"), N_("Signatures")
_CHECK = N_("How to check this paper")
_NUMBER, _FINGERPRINT = N_("Disclosure number"), N_("Fingerprint of what was released")
_HOW_TO_CHECK = N_(
    "The sending office keeps this paper in its register under the number below. To check it, ask the office "
    "at an address or telephone number you already had, and compare number and fingerprint with its answer. "
    "The square code on the first page holds both."
)
_KEEP = N_("Confidential")
_HOW_TO_KEEP = N_(
    "This paper tells things that can put a person in danger. Only {recipient} may read it, and only for "
    "this purpose: {purpose}. Keep it locked away. Before you copy it or pass anything on, ask the sending "
    "office. If it is lost, or reached you by mistake, tell the sending office at once."
)
_HOW_TO_KEEP_OWN = N_(
    "This paper tells things about you. Keep it where nobody else finds it. If that is not safe now, leave "
    "it with us: we keep it for you, and you can ask for it at any time."
)
_HOW_TO_KEEP_INSIDE = N_(
    "This paper tells things that can put a person in danger. It is for the own office. Keep it locked away "
    "like the case itself, and destroy it when it is no longer needed."
)
_NOT_READ = N_(
    "The words of this form in {languages} were translated by a machine, and nobody who speaks the language "
    "has read them yet. Where they are not clear, ask the office; the English words decide."
)
_GROUP = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Envelope:
    """What stands on the outside of a release: from whom, to whom, why, and the mark of what is in it.

    `fingerprint` is the hexadecimal SHA-256 of the released content, as the ledger keeps it.
    """

    office: Words
    number: str
    date: Words
    recipient: Words
    purpose: Words
    categories: tuple[Words, ...]
    fingerprint: str = ""
    languages: tuple[str, ...] = ("en",)
    to_person: bool = False
    """Whether the person it is about takes it along."""
    inside: bool = False
    """Whether it stays in the own office."""
    drafted: tuple[str, ...] = ()
    """Names of languages whose words nobody who speaks them has read yet."""
    quiet: bool = False
    """Whether nothing in its frame may catch a stranger's eye: the note a person carries."""


def referral_letter(
    envelope: Envelope,
    *,
    request: Sequence[Words],
    sections: Sequence[Section | Part],
    consent: Sequence[Entry],
    contact: Sequence[Entry],
    addressee: Sequence[str] = (),
    signers: Sequence[Signature] = (),
    words: Translate = spoken,
) -> Paper:
    """The letter that travels with a person: request, what was released, consent, contact, signatures.

    `addressee` are the lines of the address; `sections` stand in the order given (person, needs, risks).
    Raises Invalid where nothing at all is told: such a letter is a mistake, and there is none.
    """
    if not any(
        _tells(entry) for one in sections for entry in (one.rows if isinstance(one, Part) else one[1])
    ):
        raise Invalid(
            N_("Nothing was chosen to be told, so there is no letter."),
            N_("Choose at least one thing the person agreed to tell, then make the letter again."),
        )
    said = _Said(envelope, words)
    address = (Part(paragraphs=(Cell("\n".join(addressee)),)),) if addressee else ()
    parts = (
        *address,
        Part(said(_REQUEST), paragraphs=tuple(request)),
        *_parts(sections),
        Part(said(_CONSENT), rows=_lines(consent)),
        Part(said(_CONTACT), rows=_lines(contact)),
        *((Part(said(_SIGNATURES), signatures=tuple(signers)),) if signers else ()),
        *_closing(envelope, said),
    )
    return _paper(envelope, said(_LETTER), parts)


def sheet(
    envelope: Envelope,
    title: Words,
    sections: Sequence[Section | Part],
    *,
    signers: Sequence[Signature] = (),
    words: Translate = spoken,
) -> Paper:
    """Any set of records on paper: sections of labels and values, or parts that are laid out already."""
    said = _Said(envelope, words)
    signing = (Part(said(_SIGNATURES), signatures=tuple(signers)),) if signers else ()
    return _paper(envelope, title, (*_parts(sections), *signing, *_closing(envelope, said)))


class _Said:
    """Says the words of a letter in each of its languages."""

    def __init__(self, envelope: Envelope, words: Translate) -> None:
        self.languages, self.words = envelope.languages, words

    def __call__(self, text: str, **values: Words) -> tuple[str, ...]:
        return tuple(
            self.words(text, language).format(**{name: _one(value, at) for name, value in values.items()})
            for at, language in enumerate(self.languages)
        )


def _one(words: Words, at: int) -> str:
    return words if isinstance(words, str) else words[at]


def _paper(envelope: Envelope, title: Words, parts: tuple[Part, ...]) -> Paper:
    # In capitals, because a square code holds them in half the room and is read from a worse print.
    marked = f"{envelope.number} SHA256:{envelope.fingerprint.upper()}" if envelope.fingerprint else ""
    return Paper(
        title=title,
        office=envelope.office,
        number=envelope.number,
        date=envelope.date,
        recipient=envelope.recipient,
        purpose=envelope.purpose,
        categories=envelope.categories,
        languages=envelope.languages,
        parts=parts,
        watermark=_one(envelope.recipient, 0),
        qr_text=marked,
        confidential=not envelope.quiet,
    )


def _parts(sections: Sequence[Section | Part]) -> tuple[Part, ...]:
    return tuple(each if isinstance(each, Part) else Part(each[0], rows=_lines(each[1])) for each in sections)


def _lines(entries: Sequence[Entry]) -> tuple[Line, ...]:
    return tuple(
        entry if isinstance(entry, Line) else Line(entry[0], entry[1], withheld=entry[2]) for entry in entries
    )


def _closing(envelope: Envelope, said: _Said) -> tuple[Part, ...]:
    """How to check the paper, where it carries a fingerprint, and how to keep it."""
    if envelope.quiet:
        return ()
    told = _HOW_TO_KEEP_OWN if envelope.to_person else _HOW_TO_KEEP
    keep = said(
        _HOW_TO_KEEP_INSIDE if envelope.inside else told,
        recipient=envelope.recipient,
        purpose=envelope.purpose,
    )
    notice = Part(said(_KEEP), paragraphs=(keep, *_unread(envelope, said)), notice=True, fine=True)
    if not envelope.fingerprint:
        return (notice,)
    rows = (Line(said(_NUMBER), envelope.number), Line(said(_FINGERPRINT), _grouped(envelope.fingerprint)))
    return (Part(said(_CHECK), paragraphs=(said(_HOW_TO_CHECK),), rows=rows, fine=True), notice)


def _unread(envelope: Envelope, said: _Said) -> tuple[Words, ...]:
    """That nobody who speaks it has read the form in a language, where that is so."""
    return (said(_NOT_READ, languages=", ".join(envelope.drafted)),) if envelope.drafted else ()


def _grouped(fingerprint: str) -> str:
    """The fingerprint in groups a person can compare, one by one."""
    return " ".join(fingerprint[at : at + _GROUP] for at in range(0, len(fingerprint), _GROUP))


def _tells(entry: Entry) -> bool:
    line = entry if isinstance(entry, Line) else Line(entry[0], entry[1], withheld=entry[2])
    value = line.value or ""
    return not line.withheld and any(value if isinstance(value, tuple) else (value,))

"""Two letters about one person to two recipients differ by what is listed here by hand, and nothing else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from tests.vaults import SignIn, new_case, save
from victimcase.services import papers
from victimcase.services.free_texts import EVERY, GOES
from victimcase.services.papers import Order
from victimcase.services.session import Session

CLINIC, LAWYERS = "Harbour Clinic", "Open Door Lawyers"
PURPOSES = {CLINIC: "medical_exam", LAWYERS: "referral"}

ONLY_CLINIC = {
    "To Harbour Clinic",
    "Purpose Medical examination",
    "What it tells Identity · Contact · Health",
    "Harbour Clinic",
    "We ask you to receive the person described below and to help them as far as you can. Purpose: Medical "
    "examination. What stands here is what the person agreed to tell you; please ask the person, not others, "
    "for more.",
    "Mobile phone +66812345678",
    "Health record",
    "Seen on 2 March 2026",
    "Findings Scar on the left hand",
    "To: Harbour Clinic · Purpose: Medical examination",
    "This paper tells things that can put a person in danger. Only Harbour Clinic may read it, and only for "
    "this purpose: Medical examination. Keep it locked away. Before you copy it or pass anything on, ask the "
    "sending office. If it is lost, or reached you by mistake, tell the sending office at once.",
}

ONLY_LAWYERS = {
    "To Open Door Lawyers",
    "Purpose Referral to another organisation",
    "What it tells Identity · Legal",
    "Open Door Lawyers",
    "We ask you to receive the person described below and to help them as far as you can. Purpose: Referral "
    "to another organisation. What stands here is what the person agreed to tell you; please ask the "
    "person, not others, for more.",
    "Proceeding",
    "Type Criminal",
    "File number BK 12/2569",
    "Not part of this paper",
    "Contact withheld",
    "Family withheld",
    "What happened withheld",
    "Health withheld",
    "Travel withheld",
    "Money withheld",
    "Notes withheld",
    "Administrative withheld",
    "Limits the person has set Do not write to my village.",
    "To: Open Door Lawyers · Purpose: Referral to another organisation",
    "This paper tells things that can put a person in danger. Only Open Door Lawyers may read it, and only "
    "for this purpose: Referral to another organisation. Keep it locked away. Before you copy it or pass "
    "anything on, ask the "
    "sending office. If it is lost, or reached you by mistake, tell the sending office at once.",
}

ON_BOTH = {
    "Referral letter",
    "Given names Thiri",
    "Family name Kyaw",
    "Name in own script သီရိကျော်",
    "Citizenships Myanmar",
    "Given on 1 March 2026",
    "Rests on the person's consent for this purpose and this recipient",
}

ON_NEITHER = (
    "asylum",
    "uncle",
    "Lotus",
    "Quillon",
    "Daw Mya",
    "1200",
    "rotection",
    "itness",
    "shelter",
    "Mae Sot",
)

_ITS_OWN = re.compile(r"KUP-D-[0-9A-F]{4}-\d{5}-[0-9A-Z]|\b[0-9a-f]{8}\b")
"""Number and fingerprint, which each paper has for itself."""
_PARAGRAPHS = ("We ask you", "This paper tells", "The sending office")


def lines_of(file: Path) -> list[str]:
    """The lines of a PDF as they are read, paragraphs joined again, without what no two papers share."""
    found: list[str] = []
    with pypdfium2.PdfDocument(file) as document:
        words = [page.get_textpage().get_text_range() for page in document]
    lines = [" ".join(line.split()) for line in "\n".join(words).splitlines()]
    for line in lines:
        open_ = found and found[-1].startswith(_PARAGRAPHS) and not _ends(found[-1])
        if open_:
            found[-1] += f" {line}"
        else:
            found.append(line)
    return [_ITS_OWN.sub("#", line) for line in found]


def _ends(paragraph: str) -> bool:
    return paragraph.endswith(("for more.", "at once.", "holds both."))


@pytest.fixture
def session(sign_in: SignIn) -> Iterator[Session]:
    """A supervisor's session."""
    with sign_in("supervisor") as opened:
        yield opened


def written(session: Session) -> str:
    """A case with something in every category, and two consents; its number."""
    for name in (CLINIC, LAWYERS):
        save(session, "office", "organisation", name=name, country="TH", city="Bangkok")
    number = new_case(
        session,
        given_names="Thiri",
        family_name="Kyaw",
        own_script_name="သီရိကျော်",
        mobile_phone="+66 81 234 5678",
    ).number
    save(session, number, "health_record", findings="Scar on the left hand", seen_on="2026-03-02")
    save(session, number, "wage_claim", claimed="1200.00 THB")
    save(session, number, "relative", name="Daw Mya", relation="mother")
    save(session, number, "protection_claim", type="asylum", grounds="She fears her uncle.")
    save(session, number, "witness_measure", measure="anonymity")
    save(session, number, "shelter_stay", address="12 Lotus Lane", from_on="2026-03-01")
    save(session, number, "trafficking_event", description="Sold in Mae Sot")
    save(session, number, "alleged_perpetrator", name="Quillon Marsh")
    save(session, number, "proceeding", reference="BK 12/2569", type="criminal")
    for name, categories, limits in (
        (CLINIC, ["identity", "contact", "health"], ""),
        (LAWYERS, ["identity", "legal"], "Do not write to my village."),
    ):
        said: dict[str, Any] = {
            "given": True,
            "given_by": "person",
            "given_on": "2026-03-01",
            "limits": limits,
        }
        save(
            session, number, "consent", purpose=PURPOSES[name], recipient=name, categories=categories, **said
        )
    return number


def letter(session: Session, number: str, name: str, out: Path, purpose: str = "") -> list[str]:
    """The lines of the letter to somebody."""
    order = Order(number, name, purpose or PURPOSES[name], texts={EVERY: GOES})
    papers.give(session, "referral_letter", order, out)
    return lines_of(out)


def test_the_two_letters(session: Session, tmp_path: Path) -> None:
    number = written(session)
    clinic = letter(session, number, CLINIC, tmp_path / "clinic.pdf")
    lawyers = letter(session, number, LAWYERS, tmp_path / "lawyers.pdf")
    assert set(clinic) - set(lawyers) == ONLY_CLINIC
    assert set(lawyers) - set(clinic) == ONLY_LAWYERS
    assert set(clinic) & set(lawyers) >= ON_BOTH
    for word in ON_NEITHER:
        assert word not in "\n".join([*clinic, *lawyers]), word


def test_what_the_other_was_told_for_goes_to_nobody_else(session: Session, tmp_path: Path) -> None:
    """Each consent is for its recipient and purpose: swapped, nothing about the person goes."""
    number = written(session)
    swapped = letter(session, number, CLINIC, tmp_path / "swapped.pdf", PURPOSES[LAWYERS])
    text = "\n".join(swapped)
    assert not any(word in text for word in ("Thiri", "Kyaw", "Scar", "+66", "BK 12", number))
    assert "Identity withheld" in swapped

"""Papers and pictures of the demo, made in memory and attached to some of its cases."""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from victimcase.domain.words import Step
from victimcase.services import documents, evidence
from victimcase.services.demo_life import Life
from victimcase.services.session import Session
from victimcase.store import cards

_EVERY = (Step.CLEARANCE, Step.CARE, Step.TRAVEL, Step.OPTION, Step.FOLLOW_UP, Step.DECISION, Step.INTAKE)
"""One case at each of these steps gets papers; the first of them gets all."""


@dataclass(frozen=True)
class Paper:
    """One file to be attached: its name, what is on it, and what the document says of it."""

    name: str
    lines: tuple[str, ...]
    fields: Mapping[str, object]


PAPERS = (
    Paper(
        "Medical letter.pdf",
        (
            "Krung Chan Women's Hospital (demo)",
            "Examined today. Fit to travel by air or bus.",
            "No medicine.",
        ),
        {"type": "medical", "tells_about": ["health"], "received_from": "Hospital"},
    ),
    Paper(
        "Statement, signed.pdf",
        ("Statement (demo)", "Read out in the own language before it was signed.", "Two pages, one copy."),
        {"type": "statement", "tells_about": ["account"], "received_from": "The person"},
    ),
    Paper(
        "Picture of the passport.png",
        (),
        {"type": "other", "tells_about": ["identity"], "received_from": "The person"},
    ),
    Paper(
        "Letter of the receiving agency.pdf",
        ("To Krung Chan House (demo)", "We will meet the bus and have a room ready.", "With kind regards"),
        {"type": "letter", "tells_about": ["administrative"], "received_from": "Receiving agency"},
    ),
)

OFFER = ("Good wages, room and meals (demo)", "Bring nothing. We pay the journey.", "Call Uncle at night.")


def attach(session: Session, lives: Sequence[Life]) -> None:
    """Add papers to some cases of the caseworker, whose session this is."""
    for place, life in enumerate(_chosen(lives)):
        with session.vault.read.begin() as conn:
            card = cards.one(conn, life.case)
        if card is None:
            continue
        for paper in PAPERS if place == 0 else (PAPERS[place % 2], PAPERS[2 + place % 2]):
            content = pdf(paper.lines) if paper.lines else png(240, 150)
            more = {"description": "Made up for the demo.", "paper_where": "Folder in the steel cupboard"}
            session.do(documents.add, card.number, paper.name, content, {**paper.fields, **more})
        if place == 0:
            _prove(session, card.number)


def _prove(session: Session, number: str) -> None:
    """A picture and a letter kept as evidence; the picture was handed on once."""
    came = {
        "collected_at": session.now().isoformat(),
        "collected_where": "Reception of the house",
        "collector": "Caseworker",
        "independent": True,
        "item_number": "EV-0001",
    }
    picture = {**came, "type": "photograph", "description": "Photograph of the gate", "source": "The person"}
    item = session.do(evidence.add, number, "gate.png", png(480, 300), {**picture, "seal_number": "S-0001"})
    letter = {
        **came,
        "type": "document",
        "description": "Letter with the offer",
        "source": "Found on the way",
    }
    session.do(evidence.add, number, "offer.pdf", pdf(OFFER), {**letter, "item_number": "EV-0002"})
    handed = {"to_whom": "Sergeant Dao (demo)", "reason": "To compare the place", "seal_intact": True}
    session.do(evidence.hand_over, number, item.value.id, {**handed, "condition": "Sealed bag"})


def _chosen(lives: Sequence[Life]) -> Iterator[Life]:
    for step in _EVERY:
        fitting = (one for one in lives if one.rich and one.stop is step)
        life = next((one for one in fitting if not one.marks & {"north", "restricted"}), None)
        if life is not None:
            yield life


def pdf(lines: Sequence[str]) -> bytes:
    """A page with these lines, plain letters only."""
    shown = "".join(f"({_escaped(line)}) Tj T* " for line in lines)
    stream = f"BT /F1 13 Tf 60 760 Td 22 TL {shown}ET".encode("latin-1")
    objects = (
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R"
        b" /Resources << /Font << /F1 5 0 R >> >> >>",
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    )
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    size = len(objects) + 1
    head = b"xref\n0 %d\n0000000000 65535 f \n%strailer\n<< /Size %d /Root 1 0 R >>\n" % (size, table, size)
    return out + head + b"startxref\n%d\n%%%%EOF\n" % len(out)


def _escaped(line: str) -> str:
    return line.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)")


def png(width: int, height: int) -> bytes:
    """A picture of a page in a frame: what a passport looks like from far away."""
    paper, ink, frame = b"\xf3\xee\xe0", b"\x6b\x7a\x83", b"\x0b\x5c\x6b"
    rows = []
    for y in range(height):
        line = bytearray(paper * width)
        if y < 6 or y >= height - 6:
            line = bytearray(frame * width)
        elif height // 4 < y < height * 3 // 4:
            line[width // 12 * 3 : width // 3 * 3] = frame * (width // 3 - width // 12)
            if y % 14 < 4:
                line[width // 2 * 3 : width * 9 // 10 * 3] = ink * (width * 9 // 10 - width // 2)
        rows.append(b"\0" + bytes(line))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = ((b"IHDR", header), (b"IDAT", zlib.compress(b"".join(rows), 9)), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(name, data) for name, data in parts)


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

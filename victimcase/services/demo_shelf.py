"""What the demo office says of itself, its papers on the shelf, and the figures it decided for itself."""

from __future__ import annotations

from datetime import timedelta

from victimcase.domain.words import RecordId
from victimcase.services.demo_pen import ADMIN, SUPERVISOR, Pen
from victimcase.services.demo_words import HOME

SETTINGS: dict[str, object] = {
    "own_script_name": "บ้านกรุงจันทร์ (ตัวอย่าง)",
    "organisation": "Krung Chan House Foundation (demo)",
    "type": "NGO",
    "profile": "thailand",
    "language": "eng",
    "languages": ["eng", "tha"],
    "calendar": "none",
    "time_zone": "Asia/Bangkok",
    "address": "Soi Dok Pip, Krung Chan",
    "phone": "+61255500100",
    "email": "house@krung-chan.example",
    "complaints_to": "The box by the garden gate, or the supervisor",
    "data_protection_contact": "privacy@krung-chan.example",
    "idle_minutes": 10,
}
"""What the demo office says of itself."""

_PAPERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("ASEAN Convention Against Trafficking in Persons", "treaty", ("ID", "KH", "LA", "MM", "TH", "VN")),
    ("Agreement on safe return with the Demo partner", "agreement", (HOME,)),
    ("What you can ask us for (leaflet)", "rights_leaflet", ("KH", "LA", "MM", HOME)),
    ("House procedure for the first night", "procedure", (HOME,)),
)


def write(pen: Pen, partner: RecordId) -> None:
    """Put the papers on the shelf, and a figure of the house in place of that of the profile."""
    pen.on(14, ADMIN)
    made = [_paper(pen, number) for number in range(len(_PAPERS))]
    agreement = made[1]
    pen.on(15, SUPERVISOR)
    pen.change("organisation", partner, agreement=agreement)
    pen.make(
        "jurisdiction_profile",
        profile="thailand",
        country=HOME,
        figure="consent_warning_days",
        value="21",
        source="Decision of the house meeting (demo)",
        source_date=pen.first.isoformat()[:7],
        source_file=agreement,
        valid_from=pen.first,
        valid_until=pen.last + timedelta(days=20),
        read_at_source=True,
        entered_by=SUPERVISOR,
        checked_by=SUPERVISOR,
    )


def _paper(pen: Pen, number: int) -> RecordId:
    name, kind, countries = _PAPERS[number]
    return pen.make(
        "shelf_document",
        name=name,
        type=kind,
        countries=countries,
        languages=("eng", "tha"),
        issued_by="ASEAN" if kind == "treaty" else "Krung Chan House (demo)",
        edition=str(2015 + number),
        in_force_on=pen.first - timedelta(days=700 - number * 60),
        review_on=pen.last + timedelta(days=(12, -5, 200, 90)[number]),
        summary="Kept here so that everybody works with the same text.",
        added_on=pen.today,
        added_by=ADMIN,
    )

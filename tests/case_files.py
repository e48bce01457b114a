"""Whole cases for the rules: one that holds every gate, and small changes to it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from typing import Any

from victimcase.domain.dossier import Dossier, Kept
from victimcase.domain.partial_date import PartialDate
from victimcase.domain.records.case import Case, Closure, SupervisorRelease
from victimcase.domain.records.consents import Consent
from victimcase.domain.records.decision import IdentificationDecision, ReflectionPeriod
from victimcase.domain.records.identification import ContactEvent, Screening
from victimcase.domain.records.person import Guardian, Person
from victimcase.domain.records.protection import (
    BestInterestsReport,
    NeedsAssessment,
    OptionDecision,
    Risk,
    RiskAssessment,
)
from victimcase.domain.records.reintegration import (
    FollowUp,
    Grant,
    Instalment,
    Reception,
    ReintegrationPlan,
)
from victimcase.domain.records.repatriation import (
    ConsularNotification,
    NationalityVerification,
    ReceivingAgencyAcceptance,
    TravelDocument,
)
from victimcase.domain.records.travel import HandOver, TravelPlan
from victimcase.domain.spec import Amount, Record
from victimcase.domain.words import RecordId

TODAY = date(2026, 3, 14)


def ago(days: int) -> date:
    """A day before the one the rules are asked on."""
    return TODAY - timedelta(days=days)


def ahead(days: int) -> date:
    """A day after the one the rules are asked on."""
    return TODAY + timedelta(days=days)


@dataclass(frozen=True)
class File:
    """Records with names of their own, in the order they were made; a case in the making."""

    records: Mapping[str, tuple[Record, str | None]] = field(default_factory=dict)
    today: date = TODAY

    def id(self, name: str) -> RecordId:
        """The id of a named record; ids sort by the order of making."""
        order = list(self.records).index(name)
        return RecordId(f"{order:08x}{'0' * 24}")

    def add(self, name: str, record: Record, parent: str | None = None) -> File:
        """The file with one more record, made after all others."""
        assert name not in self.records
        return replace(self, records={**self.records, name: (record, parent)})

    def change(self, name: str, **fields: Any) -> File:
        """The file with some fields of one record changed."""
        record, parent = self.records[name]
        return replace(self, records={**self.records, name: (replace(record, **fields), parent)})  # type: ignore[type-var]

    def without(self, *names: str) -> File:
        """The file without some records; the others keep their ids in order, not in value."""
        kept = {name: one for name, one in self.records.items() if name not in names}
        return replace(self, records=kept)

    def dossier(self) -> Dossier:
        """The case as the rules see it. A text `@name` in a field stands for the id of that record."""
        found: dict[str, list[Kept[Record]]] = {}
        for name, (record, parent) in self.records.items():
            above = self.id(parent) if parent else None
            found.setdefault(record.kind, []).append(Kept(self.id(name), self._linked(record), above))
        case = self.id("case")
        return Dossier(
            case, self.id("person"), self.today, {kind: tuple(all_) for kind, all_ in found.items()}
        )

    def _linked(self, record: Record) -> Record:
        links = {
            name: self.id(value[1:])
            for name, value in vars(record).items()
            if isinstance(value, str) and value.startswith("@") and value[1:] in self.records
        }
        return replace(record, **links) if links else record  # type: ignore[type-var]


def consent(purpose: str, by: str = "person", **fields: Any) -> Consent:
    """A valid consent of ten days ago."""
    said: dict[str, Any] = {
        "purpose": purpose,
        "given": True,
        "given_by": by,
        "given_on": ago(10),
        "categories": ("identity", "contact"),
    }
    return Consent(**said | fields)


def adult() -> File:
    """An adult from Myanmar found in Thailand who wants to go home: every gate of every step holds."""
    return _back_home(_cleared(_protected(_identified())))


def _identified() -> File:
    return (
        File()
        .add("case", Case(number="BKK-A-1", person="@person", open_steps=("care",), found_in="TH"))
        .add(
            "person",
            Person(given_names="Thiri", citizenships=("MM",), birth=PartialDate.parse("1996-05")),
        )
        .add(
            "contact",
            ContactEvent(
                happened_on=ago(90), danger="handled", health="none", interpreter_check="no_conflict"
            ),
        )
        .add("speak", consent("interview", given_on=ago(90)))
        .add(
            "screening",
            Screening(screened_on=ago(88), act="yes", means="unknown", purpose="yes", outcome="presumed"),
        )
        .add(
            "reflection",
            ReflectionPeriod(starts_on=ago(88), ends_on=ago(40), confirmed_by="sup"),
        )
        .add(
            "decision",
            IdentificationDecision(
                outcome="identified",
                authority="Multidisciplinary team",
                deciding_body="NonPoliceGovernmentalOrganization",
                decided_on=ago(35),
                reasons="Taken papers, debt, guarded house.",
                how_to_review="In writing to the ministry within 30 days.",
            ),
        )
    )


def _protected(file: File) -> File:
    return (
        file.add("needs", NeedsAssessment(assessed_on=ago(80), needs=("medical",)))
        .add("care_risks", RiskAssessment(purpose="care", assessed_on=ago(80), conclusion="mitigated"))
        .add(
            "care_risk",
            Risk(likelihood="medium", severity="high", measure="No visits", residual="low"),
            "care_risks",
        )
        .add(
            "option",
            OptionDecision(choice="return", decided_by="person", decided_on=ago(30), destination="MM"),
        )
    )


def _cleared(file: File) -> File:
    return (
        file.add(
            "return_risks", RiskAssessment(purpose="return", assessed_on=ago(20), conclusion="mitigated")
        )
        .add(
            "return_risk",
            Risk(likelihood="low", severity="medium", measure="Paid by grant"),
            "return_risks",
        )
        .add("return_consent", consent("voluntary_return", risk_assessment="@return_risks"))
        .add(
            "nationality",
            NationalityVerification(country="MM", asked_on=ago(60), answered_on=ago(30), result="confirmed"),
        )
        .add(
            "document",
            TravelDocument(valid_from=ago(5), valid_until=ahead(60), single_use=True),
        )
        .add("notification", ConsularNotification(country="MM", decision="notify", decided_on=ago(60)))
        .add(
            "acceptance",
            ReceivingAgencyAcceptance(answer="accepted", answered_on=ago(9), in_writing=True),
        )
        .add(
            "release",
            SupervisorRelease(
                decision="released",
                protection_claim_considered=True,
                testimony_considered=True,
                officials_considered=True,
                health_considered=True,
                decided_on=ago(4),
                decided_by="sup",
            ),
        )
    )


def _back_home(file: File) -> File:
    return (
        file.add(
            "travel",
            TravelPlan(
                departs_on=ago(2),
                arrives_at=datetime(2026, 3, 12, 15, tzinfo=UTC),
                arrived_at=datetime(2026, 3, 12, 16, tzinfo=UTC),
            ),
        )
        .add("hand_over", HandOver(handed_on=ago(2), signed_by_giver=True, signed_by_receiver=True))
        .add("reception", Reception(received_on=ago(2), case_owner="Daw Aye", acknowledged_on=ago(1)))
        .add("plan", ReintegrationPlan(made_on=ago(1), agreed_by_person=True, agreed_by_manager=True))
        .add("grant", Grant(type="livelihood", budget=money("300.00")))
        .add("first", Instalment(amount=money("100.00"), paid_on=ago(1), receipt_number="1"), "grant")
        .add("second", Instalment(amount=money("200.00"), due_on=ahead(90)), "grant")
        .add("month_1", contact(1))
        .add("month_3", contact(3))
        .add("month_6", contact(6))
        .add("month_12", FollowUp(month=12, contacted_on=TODAY, outcome="declined"))
        .add(
            "closure", Closure(reason="help_completed", closed_on=TODAY, approved_by="sup")
        )
    )  # fmt: skip


def money(number: str, currency: str = "USD") -> Amount:
    """An amount."""
    return Amount(Decimal(number), currency)


def contact(month: int, **fields: Any) -> FollowUp:
    """A follow-up contact that was made."""
    said: dict[str, Any] = {
        "month": month,
        "contacted_on": TODAY,
        "outcome": "made",
        "retrafficking_risk": "low",
    }
    return FollowUp(**said | fields)


def child() -> File:
    """A child of fourteen with a guardian who counts: every gate of every step holds."""
    return (
        adult()
        .change("person", birth=PartialDate.parse("2011-08-01"))
        .change("screening", outcome="child_presumed")
        .change("option", decided_by="panel")
        .change("return_consent", given_by="guardian", guardian="@guardian")
        .change("speak", given_by="guardian", guardian="@guardian")
        .add("guardian", Guardian(name="Daw Mya", relation="appointed", checked=True, suspected=False))
        .add("speak_assent", consent("interview", "child_assent", given_on=ago(90)))
        .add("return_assent", consent("voluntary_return", "child_assent"))
        .add(
            "best_interests",
            BestInterestsReport(
                reported_on=ago(25),
                care_agreed=True,
                recommendation="return",
                receiver="Grandmother",
                receiver_assessed=True,
            ),
        )
    )

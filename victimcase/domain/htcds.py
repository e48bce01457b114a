"""Where the fields of IOM's Human Trafficking Case Data Standard 2.0 live in our records.

The table follows from the records themselves (`Spec.htcds`); what is said here is only which record of
several a field belongs to, and the fields that are not simply a value.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from typing import Final

from victimcase.domain.kinds import RECORDS
from victimcase.domain.spec import Spec, specs

CONSENT: Final = "con_Consent"
"""Yes or no for everything: becomes two consents reported by import, or a refusal."""

RECIPIENT_FREE_PURPOSES: Final = ("services", "case_transfer")
"""What an imported “consent = yes” is taken for; without a recipient it allows nothing to leave the
organisation.
"""

INCOMING: Final = frozenset(
    {
        "cas_ReferringOrganisation",
        "cas_IncomingReferralDate",
        "cas_ReferringPrimaryCaseWorker",
        "cas_ReasonForIncomingReferral",
        "cas_IncomingReferralDetails",
    }
)
OUTGOING: Final = frozenset(
    {
        "cas_ReferredOrganisation",
        "cas_ReferredPrimaryCaseWorker",
        "cas_ReasonForOutgoingReferral",
        "cas_OutgoingReferralDate",
        "cas_OutgoingReferralDetails",
    }
)
DECIDED_ELSEWHERE: Final = {"vic_TraffickingStatusDecisionMakingOrg": "trafficking_summary"}
"""A field two kinds carry: an imported status never becomes a decision, so it goes with what was reported."""


@dataclass(frozen=True)
class Place:
    """Where one field of the standard lives: kind, field, its spec, and for referrals the direction (in,
    out).
    """

    name: str
    kind: str
    field: str
    spec: Spec
    direction: str = ""

    @property
    def slot(self) -> tuple[str, str]:
        """The record of a row it belongs to: kind and direction."""
        return self.kind, self.direction


@cache
def places() -> Mapping[str, Place]:
    """Every field of the standard our records carry: its HTCDS name -> where it lives."""
    found: dict[str, Place] = {}
    for kind, cls in RECORDS.items():
        for name, spec in specs(cls).items():
            if not spec.htcds or DECIDED_ELSEWHERE.get(spec.htcds, kind) != kind:
                continue
            direction = "in" if spec.htcds in INCOMING else "out" if spec.htcds in OUTGOING else ""
            found[spec.htcds] = Place(spec.htcds, kind, name, spec, direction)
    return found

"""The few words everything else is said with: categories, scopes, stages, steps."""

from __future__ import annotations

from enum import StrEnum
from typing import NewType

from victimcase.i18n import N_

RecordId = NewType("RecordId", str)
"""32 hexadecimal digits of a UUIDv7: sorts by the time it was made."""


class Category(StrEnum):
    """What a field tells about a person; roles and consents are given per category (case model §6)."""

    IDENTITY = "identity"
    CONTACT = "contact"
    FAMILY = "family"
    ACCOUNT = "account"
    HEALTH = "health"
    LEGAL = "legal"
    TRAVEL = "travel"
    MONEY = "money"
    NOTE = "note"
    ADMINISTRATIVE = "administrative"
    PERPETRATOR = "perpetrator"
    PROTECTION_CLAIM = "protection_claim"
    LOCATION_OF_SHELTER = "location_of_shelter"
    WITNESS = "witness"
    WHISTLE_BLOWER = "whistle_blower"
    RELEASE = "release"


CATEGORY_TITLES: dict[Category, str] = {
    Category.IDENTITY: N_("Identity"),
    Category.CONTACT: N_("Contact"),
    Category.FAMILY: N_("Family"),
    Category.ACCOUNT: N_("What happened"),
    Category.HEALTH: N_("Health"),
    Category.LEGAL: N_("Legal"),
    Category.TRAVEL: N_("Travel"),
    Category.MONEY: N_("Money"),
    Category.NOTE: N_("Notes"),
    Category.ADMINISTRATIVE: N_("Administrative"),
    Category.PERPETRATOR: N_("Alleged perpetrators"),
    Category.PROTECTION_CLAIM: N_("Protection claim"),
    Category.LOCATION_OF_SHELTER: N_("Location of the shelter"),
    Category.WITNESS: N_("Witness measures"),
    Category.WHISTLE_BLOWER: N_("Whistle-blower"),
    Category.RELEASE: N_("Supervisor's release"),
}

SEALED = frozenset(
    {
        Category.PROTECTION_CLAIM,
        Category.LOCATION_OF_SHELTER,
        Category.WITNESS,
        Category.WHISTLE_BLOWER,
    }
)
"""Categories kept as ciphertext inside the vault, under keys wrapped only for the users whose roles may
read them.
"""


class Scope(StrEnum):
    """What a record belongs to: a person through all episodes, one case, or the office."""

    PERSON = "person"
    CASE = "case"
    OFFICE = "office"


class Stage(StrEnum):
    """The four stages of help, in the order a case is said to have reached them."""

    IDENTIFICATION = "identification"
    PROTECTION = "protection"
    REPATRIATION = "repatriation"
    REINTEGRATION = "reintegration"


class Step(StrEnum):
    """Parts of a stage; a case has a set of open steps (case model §2)."""

    INTAKE = "intake"
    SCREENING = "screening"
    REFLECTION = "reflection"
    DECISION = "decision"
    CARE = "care"
    OPTION = "option"
    CLEARANCE = "clearance"
    TRAVEL = "travel"
    RECEPTION = "reception"
    PLAN = "plan"
    FOLLOW_UP = "follow_up"
    CLOSURE = "closure"


STAGE_OF: dict[Step, Stage | None] = {
    Step.INTAKE: Stage.IDENTIFICATION,
    Step.SCREENING: Stage.IDENTIFICATION,
    Step.REFLECTION: Stage.IDENTIFICATION,
    Step.DECISION: Stage.IDENTIFICATION,
    Step.CARE: Stage.PROTECTION,
    Step.OPTION: Stage.PROTECTION,
    Step.CLEARANCE: Stage.REPATRIATION,
    Step.TRAVEL: Stage.REPATRIATION,
    Step.RECEPTION: Stage.REINTEGRATION,
    Step.PLAN: Stage.REINTEGRATION,
    Step.FOLLOW_UP: Stage.REINTEGRATION,
    Step.CLOSURE: None,
}
"""The stage a step belongs to; closure may follow any of them."""

STAGE_TITLES: dict[Stage, str] = {
    Stage.IDENTIFICATION: N_("Identification"),
    Stage.PROTECTION: N_("Protection"),
    Stage.REPATRIATION: N_("Repatriation"),
    Stage.REINTEGRATION: N_("Reintegration"),
}

STEP_TITLES: dict[Step, str] = {
    Step.INTAKE: N_("Intake"),
    Step.SCREENING: N_("Screening"),
    Step.REFLECTION: N_("Reflection"),
    Step.DECISION: N_("Decision"),
    Step.CARE: N_("Care"),
    Step.OPTION: N_("Option"),
    Step.CLEARANCE: N_("Clearance"),
    Step.TRAVEL: N_("Travel"),
    Step.RECEPTION: N_("Reception"),
    Step.PLAN: N_("Plan"),
    Step.FOLLOW_UP: N_("Follow-up"),
    Step.CLOSURE: N_("Closure"),
}


def stage_reached(open_steps: frozenset[Step]) -> Stage:
    """The furthest stage with an open step; a case with none has only been opened or is closed."""
    order = list(Stage)
    stages = [stage for step in open_steps if (stage := STAGE_OF[step]) is not None]
    return max(stages, key=order.index, default=Stage.IDENTIFICATION)

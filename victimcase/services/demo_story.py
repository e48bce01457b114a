"""The whole story of a demo case, chapter after chapter; cases beyond the first hundreds in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from victimcase.domain import status
from victimcase.domain.gates.steps import PRESUMED
from victimcase.domain.words import Step
from victimcase.services import demo_around as around
from victimcase.services import demo_care as care
from victimcase.services import demo_choice as choice
from victimcase.services import demo_consents as consents
from victimcase.services import demo_decision as decision
from victimcase.services import demo_family as family
from victimcase.services import demo_identification as identification
from victimcase.services import demo_law as law
from victimcase.services import demo_person as person
from victimcase.services import demo_reintegration as reintegration
from victimcase.services import demo_return as homeward
from victimcase.services import demo_support as support
from victimcase.services import demo_suspects as suspects
from victimcase.services.demo_life import Life
from victimcase.services.demo_pen import Act
from victimcase.services.demo_telling import Telling

if TYPE_CHECKING:
    from victimcase.services.demo_office import Office

_CHAPTERS = (
    person.open_case,
    person.ages,
    family.guardians,
    person.papers,
    family.family,
    around.first_days,
    consents.for_the_office,
    identification.intake,
    identification.screening,
    identification.account,
    suspects.suspects,
    care.shelter,
    care.risks,
    support.health,
    support.support,
    care.trouble,
    law.counsel,
    decision.reflection,
    decision.decision,
    choice.mission,
    law.protection,
    care.leave_care,
    choice.choice,
    homeward.clearance,
    around.transfer,
    homeward.journey,
    reintegration.reception,
    reintegration.plan,
    reintegration.follow_up,
    around.death,
    around.daily,
    around.complaint,
    consents.for_the_partner,
    around.referrals,
    around.tidy,
    reintegration.closure,
)


def tell(life: Life, office: Office) -> list[Act]:
    """The acts of one case in the order of time."""
    t = Telling.begin(life, office)
    if life.rich:
        for chapter in _CHAPTERS:
            chapter(t)
    else:
        _in_short(t)
    written = [act for act in t.pen.acts if act.written or act.leaves]
    return sorted(written, key=lambda act: act.at)


def _in_short(t: Telling) -> None:
    """A case of which only the beginning is written, at the step it stands at."""
    stop = t.life.stop
    order = list(Step)
    if stop in PRESUMED:
        steps = [step for step in order if step in PRESUMED and order.index(step) >= order.index(stop)]
    else:
        steps = [stop] if stop else []
    person.open_case(
        t,
        tuple(str(step) for step in steps),
        status=status.FOLLOW_UP if stop is Step.FOLLOW_UP else status.ACTIVE if stop else status.CLOSED,
        closed_on=None if stop else t.pen.last,
    )
    person.ages(t)
    family.guardians(t)
    identification.first_contact(t)
    consents.for_the_partner(t)

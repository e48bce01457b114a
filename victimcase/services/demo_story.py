"""The whole story of a demo case, chapter after chapter; cases beyond the first hundreds are told in short."""

from __future__ import annotations

from typing import TYPE_CHECKING

from victimcase.domain.gates.steps import PRESUMED
from victimcase.domain.words import Step
from victimcase.services import (
    demo_around,
    demo_care,
    demo_identification,
    demo_law,
    demo_person,
    demo_reintegration,
    demo_return,
)
from victimcase.services.demo_lives import Life
from victimcase.services.demo_pen import Act
from victimcase.services.demo_telling import Telling

if TYPE_CHECKING:
    from victimcase.services.demo_office import Office

_CHAPTERS = (
    demo_person.open_case,
    demo_person.who_speaks,
    demo_around.first_days,
    demo_person.other_consents,
    demo_identification.intake,
    demo_identification.screening,
    demo_identification.account,
    demo_law.suspects,
    demo_care.shelter,
    demo_care.risks,
    demo_care.health,
    demo_care.support,
    demo_care.trouble,
    demo_law.counsel,
    demo_identification.reflection,
    demo_identification.decision,
    demo_return.mission,
    demo_law.protection,
    demo_care.leave_care,
    demo_return.choice,
    demo_return.clearance,
    demo_around.transfer,
    demo_return.journey,
    demo_reintegration.reception,
    demo_reintegration.plan,
    demo_reintegration.follow_up,
    demo_around.death,
    demo_around.daily,
    demo_around.complaint,
    demo_person.partner_consents,
    demo_around.referrals,
    demo_reintegration.closure,
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
    demo_person.open_case(
        t,
        tuple(str(step) for step in steps),
        status="Active" if stop else "Closed",
        closed_on=None if stop else t.pen.last,
    )
    demo_person.who_speaks(t)
    demo_identification.first_contact(t)
    demo_person.partner_consents(t)

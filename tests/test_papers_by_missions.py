"""Papers that say all that is kept of somebody are not made by a mission, which sees a part of it."""

from __future__ import annotations

import pytest

from tests.people_on_paper import made
from tests.vaults import SignIn, new_case, notify
from victimcase.domain.errors import Refused
from victimcase.services import case_papers

WHOLE = ("access_request", "data_protection_receipt")


def test_a_mission_is_offered_and_makes_none_of_them(sign_in: SignIn) -> None:
    with sign_in() as session:
        number = new_case(session).number
        offered = {one.output for one in session.look(case_papers.makeable, number)}
        assert set(WHOLE) <= offered
        for output in WHOLE:
            assert made(session, output, number, "person", "access" if output == WHOLE[0] else "own_copy")
        notify(session, number)
    with sign_in("consul") as session:
        offered = {one.output for one in session.look(case_papers.makeable, number)}
        assert offered and not offered & set(WHOLE)
        for output in WHOLE:
            with pytest.raises(Refused, match="issued by the office that leads the case"):
                made(session, output, number, "person", "access" if output == WHOLE[0] else "own_copy")

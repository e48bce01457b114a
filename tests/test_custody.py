"""The chain of custody where an older step says less than one does today."""

from __future__ import annotations

import pytest

from tests.test_evidence import added, number, over, session
from victimcase.domain.errors import Invalid
from victimcase.services import evidence
from victimcase.services.session import Session
from victimcase.services.tx import Tx

__all__ = ["number", "session"]


def test_a_hand_over_of_an_unknown_time_does_not_break_the_chain(session: Session, number: str) -> None:
    """Another program may have written the step before; who holds the item counts all the same."""
    item = added(session, number).id

    def forget(tx: Tx) -> None:
        tx.conn.exec_driver_sql("UPDATE r_custody_step SET handed_at = NULL")

    session.do(forget)
    with pytest.raises(Invalid, match="was last handed to"):
        over(session, number, item, from_whom="Nobody", handed_at="2026-03-01T10:00:00Z")
    over(session, number, item, handed_at="2026-03-01T10:00:00Z")
    assert session.look(evidence.listed, number)[0].holder == "Sergeant Dao"

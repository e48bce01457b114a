"""A process that works in a vault at a word, so that its files can be looked at in between.

`python -m tests.marker_child VAULT` answers each word on standard input with `done` on standard output.
"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from itertools import chain
from pathlib import Path

from tests.vaults import PASSPHRASE, new_case, save
from victimcase.services import cases, exports, history, papers, vaults
from victimcase.services.exports import Order
from victimcase.services.session import Session
from victimcase.services.tx import Tx

MARKERS = ("Quillôn-Marigold", "Zephyrine Öland", "สมชาย-ทดลอง")


def write(session: Session) -> None:
    """Save markers in every kind of place: names, narratives, numbers, sealed fields, tasks."""
    name, text, own = MARKERS
    number = new_case(session, given_names=name, other_names=text, own_script_name=own).number
    for count in range(40):
        save(session, number, "note", subject=name, text=f"{text} {own} {count} " * 200)
    save(session, number, "protection_claim", grounds=text, lawyer=name)
    save(session, number, "shelter_stay", address=text, from_on="2026-03-01")
    save(session, number, "identity_document", number=name)
    save(session, number, "task", subject=text, due_on="2026-03-20")


def read(session: Session) -> None:
    """Look at everything, and let some of it out under a password."""
    for text in ("", *MARKERS):
        for order in ("name", "opened", "number"):
            session.look(cases.listed, text=text, order=order)
    for card in session.look(cases.listed):
        session.look(cases.shown, card.number)
        session.look(history.of_case, card.number)
    out = session.vault.folder.path.parent / "out"
    out.mkdir(exist_ok=True)
    exports.give(session, "cases", Order("own", "internal", password=PASSPHRASE), out / "cases.age")
    exports.give(session, "htcds", Order("own", "internal", password=PASSPHRASE), out / "cases.xlsx")
    number = session.look(cases.listed)[0].number
    paper = papers.Order(number, "own", "internal", password=PASSPHRASE)
    papers.give(session, "case_sheet", paper, out / "sheet.pdf")


def half_save(session: Session, stack: ExitStack) -> None:
    """Write a great deal in a transaction that stays open."""
    number = session.look(cases.listed)[0].number
    conn = stack.enter_context(session.vault.write.begin())
    tx = Tx(conn, session.me, session.world, session.now(), lambda *_: None, session)
    writer = stack.enter_context(tx.entry("records.save"))
    card = tx.case(number)
    for _ in range(300):
        writer.make(
            "note", card.case_id, {"subject": MARKERS[0], "text": f"{MARKERS[1]} {MARKERS[2]} " * 1000}
        )


def main() -> None:
    """Do what is asked for until there is nothing more."""
    with vaults.opened(Path(sys.argv[1]), "caseworker", PASSPHRASE) as session, ExitStack() as stack:
        for word in map(str.strip, chain(["open"], sys.stdin)):
            match word:
                case "write":
                    write(session)
                case "read":
                    read(session)
                case "half":
                    half_save(session, stack)
                case "end":
                    break
            sys.stdout.write("done\n")
            sys.stdout.flush()


if __name__ == "__main__":
    main()

"""Looking into the ledger: a line by its number, the paper as it went, and whether a paper is ours."""

from __future__ import annotations

from dataclasses import dataclass

from victimcase.domain.errors import NotFound, Refused
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.rights import Right
from victimcase.domain.words import Category, RecordId
from victimcase.i18n import N_, tr
from victimcase.services import attached, disclosures
from victimcase.services.disclosures import Line
from victimcase.services.documents import Content
from victimcase.services.tx import Tx
from victimcase.services.use_case import query, use_case
from victimcase.store import statements

PDF = "application/pdf"


@dataclass(frozen=True)
class Checked:
    """What can be said to somebody who asks whether a paper is ours: whether it was given out, when, what
    kind of paper it is, and the fingerprint of its content. No name, no case, no recipient.
    """

    number: str
    state: str
    paper: str
    issued_on: str
    content_hash: str


@query(N_("See a line of the ledger"), needs=Right.SEE_CASES)
def line(tx: Tx, number: str) -> Line:
    """The line of this number. Raises NotFound alike where there is none and where it is not for the user."""
    for one in disclosures.listed(tx):
        if one.number.casefold() == number.strip().casefold():
            return one
    raise _none(number)


@query(N_("Look again at a paper that was given out"), needs=Right.SEE_CASES)
def copy_of(tx: Tx, number: str) -> Content:
    """The paper as it went, for whoever sees its case and reads everything that is on it.

    Looking is a viewing. Raises NotFound alike where there is none, where it was not kept and where it is
    not for this user; DamagedBlob.
    """
    one = line(tx, number)
    found = statements.first(tx.conn, "SELECT id, kept FROM disclosure WHERE number = ?", (one.number,))
    told = {Category(code) for code in one.categories}
    if found is None or found[1] is None or not told <= tx.me.readable:
        raise _none(number)
    cases = statements.every(tx.conn, "SELECT case_id FROM disclosed_case WHERE disclosure = ?", (found[0],))
    scopes = [RecordId(case) for (case,) in cases]
    if len(scopes) > 1 or (scopes and tx.visible(scopes[0]) is None):
        raise _none(number)
    scope = scopes[0] if scopes else tx.me.office
    tx.viewing("view.issued_paper", scope, one.number)
    title = OUTPUTS[one.output].title if one.output in OUTPUTS else one.output
    return Content(f"{tr(title)} {one.number}", PDF, attached.read(tx, found[1], scope))


@query(N_("Check a paper somebody holds"), needs=Right.SEE_CASES)
def check(tx: Tx, number: str) -> Checked:
    """What may be told of a paper to whoever holds it; a mission can check what it gave out itself.

    Raises NotFound.
    """
    found = statements.first(
        tx.conn,
        'SELECT number, state, output, issued_at, content_hash, "user" FROM disclosure '
        "WHERE upper(number) = ?",
        (number.strip().upper(),),
    )
    if found is None or (Category.ACCOUNT not in tx.me.readable and found[-1] != tx.me.login):
        raise _none(number)
    known, state, output, issued, digest, _ = found
    title = OUTPUTS[output].title if output in OUTPUTS else output
    return Checked(known, state, tr(title), str(issued or "")[:10], digest)


@use_case(N_("Say whether a paper went out"), needs=Right.SEE_CASES, undoable=False)
def say_went(tx: Tx, number: str, *, went: bool) -> Line:
    """Say of a line nobody could settle after a crash whether its paper went out, by who has looked for it.

    Raises NotFound as `line`, and Refused where that is known.
    """
    one = line(tx, number)
    if one.output in OUTPUTS:
        tx.require(OUTPUTS[one.output].right)
    if one.state != disclosures.UNSURE:
        raise Refused(
            N_("Of the paper {number} it is known whether it went out. Nothing was changed."),
            N_("Look at its line under “Who has what”."),
            number=one.number,
        )
    state = disclosures.ISSUED if went else disclosures.NOT_ISSUED
    at = one.prepared_at if went else None
    tx.conn.exec_driver_sql(
        "UPDATE disclosure SET state = ?, issued_at = ? WHERE number = ?", (state, at, one.number)
    )
    if len(one.cases) == 1:
        tx.scope = tx.case(one.cases[0]).case_id
    tx.subject = f"{one.number} {state}"
    return line(tx, number)


def grouped(fingerprint: str) -> str:
    """A fingerprint in the groups of eight in which papers have it, to be compared one by one."""
    return " ".join(fingerprint[at : at + 8] for at in range(0, len(fingerprint), 8))


def _none(number: str) -> NotFound:
    return NotFound(
        N_("No paper with the number “{number}” can be shown to you."),
        N_("Check the number on the paper, letter by letter. If it is right, the paper may not be ours."),
        number=number,
    )

"""How each use case and query is asked for one case of the vault of canaries: the only place that knows.

A use case that is not called has a reason in words: why nothing of a person can be in what it gives back.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from tests.surface_asking import (
    ANY,
    BARE,
    DANGER,
    EVIDENCE,
    KEYS,
    LONG,
    MADE,
    TODAY,
    Asking,
    alike,
    bed,
    copies,
    evidence,
    fields,
    files,
    for_records,
    forms,
    links,
    members,
    office_files,
    on,
    papers,
    restored,
    stale,
    stays,
    steps,
    taken,
    tasks,
    texts,
    writes,
)
from tests.surface_walk import call
from victimcase.domain.kinds import RECORDS
from victimcase.domain.outputs import OUTPUTS
from victimcase.domain.spec import specs
from victimcase.domain.words import Step
from victimcase.services.case_list import Column, Filters, Order
from victimcase.services.extracts import Choosing
from victimcase.services.preferences import Look, View
from victimcase.services.screening import populations

SURFACES: Final[Mapping[str, Asking | str]] = {
    "audit.actions": lambda at: [call()],
    "audit.chain": lambda at: [call()],
    "audit.page": lambda at: [call(limit=10_000)],
    "bed_moves.check": lambda at: [call(at.n, bed(at), TODAY)],
    "bed_moves.give": lambda at: [call(at.n, bed(at), TODAY), call(at.n, bed(at), TODAY, anyway=True)],
    "bed_moves.leave": lambda at: [call(at.n, one, TODAY) for one in stays(at)],
    "bed_moves.move": lambda at: [call(one, bed(at), anyway=True) for one in stays(at)],
    "beds.plan": lambda at: [call()],
    "board.board": lambda at: [call()],
    "case_list.count": lambda at: [call(), *(call(Filters(text=one)) for one in at.names()[:6])],
    "case_list.facets": lambda at: [call()],
    "case_list.page": lambda at: [
        *(call(Filters(), Order(column)) for column in Column),
        *(call(Filters(text=one)) for one in (*at.names()[:6], *at.numbers)),
    ],
    "case_ledger.by_recipient": lambda at: [call(at.n)],
    "case_ledger.every": lambda at: [call()],
    "case_ledger.recall_order": lambda at: on(at, "consent", recipient=at.id("organisation")),
    "case_papers.addressees": lambda at: [call()],
    "case_papers.begun": lambda at: [call(at.n, output) for output in OUTPUTS],
    "case_papers.foreseen": papers,
    "case_papers.makeable": lambda at: [call(at.n)],
    "case_papers.usual": lambda at: [call(output, "", "") for output in OUTPUTS],
    "case_sheets.history_of": lambda at: [call(at.n)],
    "case_sheets.of_kinds": lambda at: [call(at.n, list(RECORDS))],
    "case_view.gate_of": lambda at: [
        call(at.n, step) for step in list(Step)[:: 1 if at.case == "main" else 6]
    ],
    "case_view.header": lambda at: [call(at.n)],
    "case_view.overview": lambda at: [call(at.n)],
    "case_view.stage_bar": lambda at: [call(at.n)],
    "cases.advance": steps,
    "cases.listed": lambda at: [call(limit=1000), *(call(text=one) for one in at.numbers)],
    "cases.new": lambda at: [call({"given_names": "Mya"}), call({"birth": "yesterday"})],
    "cases.person_of": lambda at: [call(at.n)],
    "cases.shown": lambda at: [call(at.n)],
    "chores.catch_up": lambda at: [call()],
    "consents.holders": lambda at: on(at, "consent"),
    "consents.listed": lambda at: [call(at.n)],
    "consents.withdraw": lambda at: on(at, "consent", on=TODAY, how="Said."),
    "directory.delete": lambda at: [call(kind, id_) for kind, id_ in (*at.office, *at.strange)],
    "directory.listed": lambda at: [call(ended=True), *(call(text=one) for one in at.names()[:6])],
    "directory.save": lambda at: [
        call(kind, texts(kind), record=id_) for kind, id_ in (*at.office, *at.strange)
    ],
    "disclosures.listed": lambda at: [call(), call(at.n)],
    "disclosures.prepare": MADE,
    "disclosures.settle": MADE,
    "disclosures.tidy": lambda at: [call()],
    "documents.add": lambda at: [call(at.n, "a.txt", b"Read.", {"tells_about": ["identity"]})],
    "documents.add_all": lambda at: [call(at.n, [("a.txt", b"Read.")], {"tells_about": ["health"]})],
    "documents.attach": lambda at: [
        call(at.n, kind, id_, "file", "a.txt", b"x")
        for kind, id_ in (*at.records, *at.strange)
        if kind == "document"
    ],
    "documents.attach_in_directory": lambda at: [
        call("shelf_document", id_, "file", "a.txt", b"x") for kind, id_ in at.office
    ],
    "documents.content": lambda at: [
        one for kind, id_ in (*at.records, *at.strange) for one in files(at.n, kind, id_)
    ],
    "documents.directory_content": office_files,
    "documents.listed": lambda at: [call(at.n)],
    "documents_out.foreseen": copies,
    "drafts.drop": BARE,
    "drafts.keep": lambda at: for_records(
        at, lambda number, kind, id_: iter([call("k", ANY, number=number, kind=kind, record=id_)])
    )[::9],
    "drafts.listed": lambda at: [call()],
    "drafts.read": lambda at: [call(f"draft of {login}") for login in ("caseworker", "supervisor")],
    "drafts.sweep": lambda at: [call()],
    "entrance.renew_code": KEYS,
    "evidence.add": lambda at: [call(at.n, "a.txt", b"Read.", EVIDENCE)],
    "evidence.hand_over": lambda at: [
        call(at.n, id_, {"to_whom": "The same hands", "reason": "Seen."}) for id_ in evidence(at)
    ],
    "evidence.history": lambda at: [call(at.n, id_) for id_ in evidence(at)],
    "evidence.listed": lambda at: [call(at.n)],
    "evidence.redraw": lambda at: [call(at.n, id_, b"Read.") for id_ in evidence(at)],
    "evidence.verify": lambda at: [call(at.n, id_) for id_ in evidence(at)],
    "extracts.foreseen": lambda at: [call(Choosing()), call(Choosing(since="2026-01-01"))],
    "field_history.field_history": lambda at: for_records(at, fields, at.few),
    "field_history.restore_field": restored,
    "finder.find": lambda at: [call(one) for one in (*at.names()[:6], *at.numbers)],
    "forms.cases_like": lambda at: [
        call(one, kind) for one in (*at.names()[:6], *at.numbers) for kind in ("case", "person")
    ],
    "forms.read": forms,
    "forms.save": lambda at: writes(at, {}),
    "forms.save_in_directory": lambda at: [
        call(kind, texts(kind), {}, record=id_) for kind, id_ in (*at.office[::3], *at.strange[::3])
    ],
    "forms.written_by": lambda at: for_records(
        at, lambda number, kind, id_: iter([call(number, kind, id_, tuple(specs(RECORDS[kind])))])
    )[::5],
    "group_intake.check": lambda at: [call(members(at))],
    "group_intake.register": lambda at: [
        call(at.id("group_event"), members(at)),
        *(call(id_, members(at)[:1]) for _, id_ in at.strange[:3]),
    ],
    "history.of_case": lambda at: [call(at.n)],
    "imports.begin": "it gives back the number of an entry; a whole import is walked as a dry run",
    "imports.take": "a part of a running import; a whole one is walked as a dry run",
    "inside_warnings.listed": lambda at: [call()],
    "keeping.backups": lambda at: [call()],
    "keeping.last_backup": lambda at: [call()],
    "keeping.note_backup": lambda at: [call("office.backup")],
    "keeping.note_proved": BARE,
    "keeping.renew": KEYS,
    "known_people.alike": alike,
    "ledger.check": lambda at: [call(one) for one in at.planted.papers],
    "ledger.copy_of": lambda at: [call(one) for one in at.planted.papers],
    "ledger.say_went": lambda at: [call(one, went=True) for one in at.planted.papers],
    "ledger.line": lambda at: [call(one) for one in at.planted.papers],
    "limits.shown": lambda at: [call()],
    "overrides.confirm": lambda at: on(at, "override"),
    "overrides.declare": lambda at: [
        call(at.n, purpose="police", recipient=at.id("organisation"), categories=["identity"], **DANGER)
    ],
    "overrides.decline": lambda at: on(at, "override"),
    "overrides.listed": lambda at: [call(at.n)],
    "overrides.waiting": lambda at: [call()],
    "patterns.listed": lambda at: [call(), *(call(one) for one in at.names()[:6])],
    "patterns.proposals": lambda at: [call()],
    "patterns.take": taken,
    "people.add": KEYS,
    "people.change_passphrase": KEYS,
    "people.change_standing": KEYS,
    "people.disable": KEYS,
    "people.enable": KEYS,
    "people.give_passphrase": KEYS,
    "people.last_seen": lambda at: [call()],
    "people.listed": lambda at: [call()],
    "people.rename": KEYS,
    "preferences.drop_view": BARE,
    "preferences.get": lambda at: [call(one) for one in ("views", "opened", "look")],
    "preferences.listed": lambda at: [call()],
    "preferences.look": lambda at: [call()],
    "preferences.note_opened": lambda at: [call(at.n)],
    "preferences.opened": lambda at: [call()],
    "preferences.put": BARE,
    "preferences.save_view": lambda at: [call(View("Again", {})), call(View(""))],
    "preferences.set_look": lambda at: [call(Look())],
    "preferences.views": lambda at: [call()],
    "records.delete": lambda at: for_records(at, lambda number, kind, id_: iter([call(number, kind, id_)]))[
        ::5
    ],
    "records.save": lambda at: [*writes(at), *stale(at), *links(at)],
    "referral_flow.accepted": lambda at: on(at, "referral"),
    "referral_flow.asked": lambda at: on(at, "referral", way="in_person"),
    "referral_flow.begin": lambda at: [call(at.n, {"referred_organisation": at.id("organisation")})],
    "referral_flow.completed": lambda at: on(at, "referral", outcome="Done."),
    "referral_flow.edit": lambda at: on(at, "referral", given={"needed_why": "Seen."}),
    "referral_flow.feedback": lambda at: on(at, "referral", words="Said."),
    "referral_flow.receive": lambda at: [
        call({"referring_organisation": at.id("organisation")}, case=at.n),
        call({"referring_organisation": at.id("organisation")}, same_as=at.n),
    ],
    "referral_flow.rejected": lambda at: on(at, "referral", why="no_place"),
    "referral_flow.revoked": lambda at: on(at, "referral", why="sent_in_error"),
    "referral_flow.sent": lambda at: on(at, "referral", disclosure="KUP-D-1"),
    "referral_gate.standing": lambda at: on(at, "referral"),
    "referral_offer.offered": lambda at: on(at, "referral"),
    "referral_offer.partners": lambda at: [call()],
    "referrals.beyond": lambda at: [call()],
    "referrals.listed": lambda at: [call(), call(number=at.n)],
    "referrals.responsible": lambda at: [call(at.n)],
    "registration.open_case": lambda at: [call({"given_names": "Mya"}, {}, same_as=at.n)],
    "screening.answer": lambda at: [call(at.n, {}), call(at.n, {}, screening=at.id("screening"))],
    "screening.sheet": lambda at: [
        call(at.n),
        *(call(at.n, population=one) for one in populations(child=False)),
    ],
    "soundness.check": lambda at: [call()] if at.reader.login == "consul" else [],
    "tasks.add": lambda at: [call(at.n, "Call", TODAY)],
    "tasks.assign": lambda at: tasks(at, "caseworker"),
    "tasks.between": lambda at: [call(), call(mine=True), call(done=True)],
    "tasks.complete": tasks,
    "tasks.listed": lambda at: [call(ahead=LONG), call(number=at.n, ahead=LONG)],
    "tasks.postpone": lambda at: tasks(at, TODAY),
    "tasks.reopen": tasks,
    "timelines.of_case": lambda at: [call(at.n), call(at.n, changes=True)],
    "today.counts": lambda at: [call()],
    "today.today": lambda at: [call(recent=at.numbers)],
    "undo.last": lambda at: [call()],
    "vaults.hand_on": KEYS,
    "vaults.info": lambda at: [call()],
}
"""Name -> how it is called for a case, or why it shows nothing of anybody."""

"""What the commands print as JSON: the keys of the interface, neither more obscure nor fewer than it says."""

from __future__ import annotations

from pathlib import Path

from tests.command_line import Terminal, terminal
from tests.vaults import PASSPHRASE

__all__ = ["terminal"]

CARD = set(
    [
        "number",
        "name",
        "name_in_script",
        "stage",
        "steps",
        "status",
        "risk",
        "citizenships",
        "birth",
        "opened_on",
        "owner",
        "restricted",
    ]
)
FIELD = {"name", "label", "type", "codes", "category", "sealed", "required", "htcds"}
KIND = {"kind", "title", "scope", "stage", "step", "many", "fields"}
ACT = {"at", "user", "office", "action", "reason", "record", "field", "old", "new"}
GIVEN = {"file", "sha256", "disclosure", "recipient", "purpose", "cases", "withheld"}


def test_a_case_from_new_to_undone(terminal: Terminal, tmp_path: Path) -> None:
    made = terminal.json("case", "new", "given_names=Thiri", "citizenships=MM,TH", "birth=1998~")
    assert set(made) == {"number", "id"}
    number = made["number"]

    listed = terminal.json("case", "list")
    assert [set(row) for row in listed] == [CARD]
    [row] = listed
    assert (row["number"], row["name"], row["stage"], row["steps"]) == (
        number,
        "Thiri",
        "identification",
        ["intake"],
    )
    assert (row["status"], row["citizenships"], row["birth"]) == ("Active", ["MM", "TH"], "1998~")
    assert (row["owner"], row["restricted"], row["risk"]) == ("caseworker", False, "")
    assert terminal.json("case", "list", "--search", "thi", "--stage", "identification") == listed
    assert terminal.json("case", "list", "--stage", "protection") == []
    assert terminal.json("case", "list", "--offset", "1") == []

    saved = terminal.json("record", "save", number, "note", "text=She called.", "from_person=yes")
    assert set(saved) == {"id", "version"}

    shown = terminal.json("case", "show", number)
    assert set(shown) >= {"number", "stage", "steps", "records", "gates"}
    assert all(set(record) >= {"id", "kind", "version", "fields"} for record in shown["records"])
    [note] = [record for record in shown["records"] if record["kind"] == "note"]
    assert (note["id"], note["fields"]) == (saved["id"], {"text": "She called.", "from_person": True})
    [case] = [record for record in shown["records"] if record["kind"] == "case"]
    assert case["fields"]["return_hold"] == {"withheld": True}
    [gate] = shown["gates"]
    assert set(gate) == {"step", "holds", "missing"}
    assert (gate["step"], gate["holds"]) == ("intake", False)
    assert all(set(one) == {"text", "kind", "field"} for one in gate["missing"])

    refused = terminal("case", "advance", number, "--json")
    assert refused.status == 1
    assert refused.data == gate
    assert "Intake" in refused.err and "contact_event.danger" in refused.err

    history = terminal.json("case", "history", number)
    assert all(set(act) >= ACT for act in history)
    assert [act["new"] for act in history if act["field"] == "text"] == ["She called."]

    undone = terminal.json("undo")
    assert undone["undone"] == "Save record"
    assert "note" not in {record["kind"] for record in terminal.json("case", "show", number)["records"]}

    moved = terminal.as_("supervisor").json("case", "advance", number, "--override", "Danger to life")
    assert (moved["step"], moved["holds"], moved["moved_to"]) == ("intake", False, ["screening"])

    given = terminal.as_("caseworker").json("pdf", "case_sheet", number, str(tmp_path / "sheet.pdf"))
    assert set(given) == GIVEN
    assert given["cases"] == [number] and Path(given["file"]).read_bytes().startswith(b"%PDF")
    [line] = terminal.json("disclosure", "list", number)
    assert (line["number"], line["state"], line["file_hash"]) == (
        given["disclosure"],
        "issued",
        given["sha256"],
    )


def test_tasks_and_consents(terminal: Terminal) -> None:
    number = terminal.json("case", "new", "given_names=Thiri")["number"]
    terminal.json("record", "save", number, "task", "subject=Buy shoes", "due_on=2020-01-01")
    terminal.json(
        "record", "save", number, "consent", "purpose=services", "given=yes", "categories=identity,health"
    )
    [task] = terminal.json("task", "list")
    assert set(task) >= {"id", "case", "subject", "due_on", "overdue", "assignee"}
    assert (task["case"], task["subject"], task["overdue"]) == (number, "Buy shoes", True)
    assert terminal.json("task", "list", number) == [task]
    [consent] = terminal.json("consent", "list", number)
    assert set(consent) >= {"id", "purpose", "recipient", "state", "categories", "given_on", "expires_on"}
    assert (consent["purpose"], consent["state"]) == ("services", "not_yet")
    assert consent["categories"] == ["identity", "health"]


def test_the_data_dictionary(terminal: Terminal) -> None:
    found = terminal.json("record", "kinds")
    assert len(found) > 60
    assert all(set(kind) >= KIND for kind in found)
    assert all(set(field) >= FIELD for kind in found for field in kind["fields"])
    [document] = [kind for kind in found if kind["kind"] == "travel_document"]
    assert (document["scope"], document["stage"], document["step"]) == ("case", "repatriation", "clearance")


def test_import_and_export(terminal: Terminal, tmp_path: Path) -> None:
    source = tmp_path / "people.csv"
    source.write_text(
        "prs_FirstName,prs_SecondName,prs_Citizenship,prs_Birthdate\n"
        "Sokha,Chann,KH,1999-02-01\nSokha,Chann,KH,1999-02-31\nSokha,Chan,KH,1999-02-01\n",
        "utf-8",
    )
    preview = terminal.json("import", str(source), "--dry-run")
    assert set(preview) >= {"rows", "created", "updated", "unchanged", "rejected", "duplicates", "warnings"}
    assert terminal.json("case", "list") == []
    answer = terminal("import", str(source), "--json")
    report = answer.data
    assert (report["rows"], report["created"]) == (3, 3)
    assert all(set(one) >= {"row", "column", "message"} for one in report["rejected"] + report["warnings"])
    assert {one["row"] for one in report["rejected"]} == {3}
    assert all(set(one) == {"row", "case", "score", "why"} for one in report["duplicates"])
    assert report["duplicates"]
    assert "Sokha" not in answer.out and "1999" not in answer.out, "values only when asked for"
    assert "still lies on this machine" in answer.err
    again = terminal.json("import", str(source), "--with-values")
    assert (again["created"], again["unchanged"]) == (0, 3)

    secret = tmp_path / "other.txt"
    secret.write_text("cactus-lantern-pivot-orchid-sleet", "utf-8")
    words = ("--to", "own", "--purpose", "internal", "--password-file", str(secret))
    given = terminal.json("export", "cases", str(tmp_path / "cases.age"), *words)
    assert set(given) == GIVEN
    assert len(given["cases"]) == 3
    assert b"Sokha" not in Path(given["file"]).read_bytes()


def test_vault_users_and_backup(terminal: Terminal, tmp_path: Path) -> None:
    check = terminal.as_("founder").json("vault", "check")
    assert (check["ok"], check["problems"], check["cases"]) == (True, [], 0)
    assert check["entries"] > 0
    info = terminal.json("vault", "info")
    assert {"program", "schema", "cipher", "office", "bytes"} <= set(info)
    users = terminal.json("user", "list")
    consul = {"name": "consul", "roles": ["consular_officer"], "team": "", "disabled": False}
    assert any(consul.items() <= one.items() for one in users)
    words = ("--role", "caseworker,supervisor", "--name", "Mya Thandar", "--quick")
    made = terminal.json("user", "add", "newcomer", *words)
    assert ("newcomer", "Mya Thandar") in {
        (one["name"], one["person"]) for one in terminal.json("user", "list")
    }
    assert set(made) >= {"user", "roles", "passphrase"}
    assert len(made["passphrase"].split()) == 5 or "-" in made["passphrase"]
    backup = terminal.json("backup", str(tmp_path / "one.backup"))
    assert set(backup) >= {"file", "bytes", "sha256", "cases"}
    restored = terminal.json("restore", str(tmp_path / "one.backup"), str(tmp_path / "restored.vault"))
    assert set(restored) >= {"vault", "cases"}
    assert terminal.json("--vault", str(tmp_path / "restored.vault"), "vault", "check")["ok"]


def test_a_vault_is_made(terminal: Terminal, tmp_path: Path) -> None:
    folder = tmp_path / "new.vault"
    made = terminal.as_("ann").json(
        "vault", "create", str(folder), "--office", "kup", "--country", "th", "--quick"
    )
    assert set(made) == {"vault", "user", "recovery_code"}
    assert PASSPHRASE not in str(made)
    opened = terminal.json("--vault", str(folder), "case", "new", "given_names=Thiri")
    assert opened["number"].startswith("KUP-A-00001-")

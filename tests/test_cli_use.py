"""How commands are used: options anywhere, fields from arguments, files and standard input; exit status."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.command_line import Terminal, terminal
from tests.vaults import signed_in
from victimcase.cli import app
from victimcase.services.session import wall_clock

__all__ = ["terminal"]
PROGRAM = str(Path(sys.executable).with_name("victimcase"))


@pytest.mark.parametrize(
    "place",
    [
        "--vault {vault} --user supervisor --password-file {secret} case list --json",
        "case --vault={vault} list --user=supervisor --json --password-file={secret}",
        "case list --json --vault {vault} --user supervisor --password-file {secret}",
        "case list --json --locale th",
    ],
)
def test_common_options_stand_before_or_after_the_command(terminal: Terminal, place: str) -> None:
    if "--locale" not in place:
        for name in ("VAULT", "USER", "PASSWORD_FILE"):
            terminal.patch.delenv(f"VICTIMCASE_{name}")
    words = [word.format(vault=terminal.vault, secret=terminal.secret) for word in place.split()]
    answer = terminal(*words)
    assert (answer.status, answer.out) == (0, "[]\n"), answer.err


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ("VAULT", "No vault was named"),
        ("USER", "No user was named"),
        ("PASSWORD_FILE", "no terminal to ask for the passphrase"),
    ],
)
def test_what_is_missing_is_named_with_the_next_step(terminal: Terminal, missing: str, words: str) -> None:
    terminal.patch.delenv(f"VICTIMCASE_{missing}")
    answer = terminal("case", "list", given="")
    assert (answer.status, answer.out) == (1, "")
    assert words in answer.err and "--" in answer.err


@pytest.mark.parametrize(
    "words",
    [
        ["nothing"],
        ["case", "nothing"],
        ["case", "show"],
        ["case", "list", "--nothing"],
        ["case", "list", "--limit", "many"],
        ["case", "list", "--limit", "0"],
        ["case", "list", "--stage", "heaven"],
        ["case", "advance", "X", "--step", "heaven"],
        ["export", "htcds", "out.xlsx"],
        ["case", "list", "--order", "age"],
    ],
)
def test_wrong_usage_is_status_two(terminal: Terminal, words: list[str]) -> None:
    answer = terminal(*words)
    assert (answer.status, answer.out) == (2, ""), answer.err
    assert "Usage:" in answer.err or "Error" in answer.err


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["case", "new", "given_names"], "not of the form FIELD=VALUE"),
        (["case", "new", "colour=red"], "no field “colour”"),
        (["case", "new", "given_names=@/nowhere/file"], "could not be read as text"),
        (["case", "new", "--json-in", "/nowhere/file"], "could not be read as text"),
        (["case", "new", "gender=purple"], "not on the list of “Gender”"),
        (["case", "show", "KUP-A-00009-X"], "no case “KUP-A-00009-X”"),
        (["record", "save", "KUP-A-00009-X", "nothing"], "no kind of record called “nothing”"),
        (["undo"], "nothing of yours to undo"),
        (["pdf", "poem", "X", "out.pdf"], "no paper “poem”"),
        (["export", "poems", "out", "--to", "own", "--purpose", "internal", "--plain"], "no export “poems”"),
        (["export", "cases", "out", "--to", "own", "--purpose", "internal"], "either a password or"),
        (["import", "/nowhere/file.csv"], "no file “file.csv”"),
        (
            ["referral", "pdf", "X", "o", "--to", "A", "--purpose", "p", "--fields", "soul"],
            "no category “soul”",
        ),
        (["user", "add", "x", "--role", "king"], "no role “king”"),
        (["restore", "/nowhere/b", "v"], "no file “b”"),
    ],
)
def test_what_the_user_must_do_is_status_one_in_two_sentences(
    terminal: Terminal, words: list[str], said: str
) -> None:
    answer = terminal(*words)
    assert (answer.status, answer.out) == (1, "")
    assert said in answer.err
    assert len(answer.err.strip().splitlines()) >= 2, "what happened, and the next step"
    assert "Traceback" not in answer.err


@pytest.mark.parametrize(
    "text", ["", "[]", "1", "{", '{"a": ', "null", '"text"', "[" * 100_000, '{"given_names": {"a": 1}}']
)
def test_json_that_is_no_object_of_fields_is_refused(terminal: Terminal, text: str) -> None:
    answer = terminal("case", "new", "--json-in", "-", given=text)
    assert answer.status == 1
    assert "object of fields" in answer.err or "cannot hold" in answer.err


def test_fields_come_from_standard_input_from_files_and_from_arguments(
    terminal: Terminal, tmp_path: Path
) -> None:
    story = tmp_path / "story.txt"
    story.write_text("\ufeffLine one\nเรื่องที่สอง\n", "utf-8")
    said = {"given_names": "สมชาย", "citizenships": ["TH", "MM"], "birth": None, "children": 2}
    number = terminal.json("case", "new", "--json-in", "-", given=json.dumps(said))["number"]
    shown = terminal.json("case", "show", number)["records"][0]["fields"]
    assert (shown["given_names"], shown["citizenships"]) == ("สมชาย", ["TH", "MM"])
    file = tmp_path / "fields.json"
    file.write_text(json.dumps({"subject": "From a file"}), "utf-8")
    note = terminal.json("record", "save", number, "note", f"text=@{story}", "--json-in", str(file))["id"]
    fields = next(one for one in terminal.json("case", "show", number)["records"] if one["id"] == note)[
        "fields"
    ]
    assert fields == {"text": "Line one\nเรื่องที่สอง", "subject": "From a file"}
    terminal.json("record", "save", number, "note", "--id", note, "subject=", "text=a=b@c")
    fields = next(one for one in terminal.json("case", "show", number)["records"] if one["id"] == note)[
        "fields"
    ]
    assert fields == {"text": "a=b@c"}, "an empty value clears; only the first sign of equality counts"


def test_a_further_episode_is_opened_for_a_known_person(terminal: Terminal) -> None:
    first = terminal.json("case", "new", "given_names=Thiri")
    second = terminal.json("case", "new", "--person", first["number"], "--step", "reception")
    people = [
        next(one["id"] for one in terminal.json("case", "show", number)["records"] if one["kind"] == "person")
        for number in (first["number"], second["number"])
    ]
    assert people[0] == people[1]


def test_words_for_people_are_printed_too(terminal: Terminal) -> None:
    number = terminal("case", "new", "given_names=Thiri").out.strip()
    assert number.startswith("KUP-A-00001-")
    terminal("record", "save", number, "note", "text=She called.")
    for words, said in (
        (["case", "list"], "Thiri"),
        (["case", "show", number], "She called."),
        (["case", "history", number], "Open a new case"),
        (["task", "list"], "Due"),
        (["consent", "list", number], "Purpose"),
        (["disclosure", "list"], "Recipient"),
        (["record", "kinds"], "travel_document"),
        (["vault", "check"], "The vault is sound."),
        (["vault", "info"], "cipher"),
        (["user", "list"], "consul"),
        (["version"], "."),
        (["--help"], "Usage"),
        (["case", "--help"], "advance"),
        (["case", "advance", "--help"], "--override"),
    ):
        answer = terminal(*words)
        assert answer.status == 0, words
        assert said in answer.out, words


def test_a_bug_is_told_without_a_word_of_anybody(terminal: Terminal) -> None:
    """A vault whose record is torn: the program stumbles, and says where, not over whom."""
    number = terminal.json("case", "new", "given_names=Quillon")["number"]
    with signed_in(terminal.vault, "supervisor", wall_clock) as session, session.vault.write.begin() as conn:
        conn.exec_driver_sql("UPDATE r_person SET citizenships = 'Quillon{'")
    answer = terminal("case", "show", number)
    assert (answer.status, answer.out) == (3, "")
    assert "This is a bug in the program" in answer.err and "JSONDecodeError" in answer.err
    assert "Quillon" not in answer.err
    assert "rows.py" in answer.err


def test_a_wrong_passphrase_and_an_unknown_user_are_answered_alike(terminal: Terminal) -> None:
    unknown = terminal.as_("nobody")("case", "list")
    terminal.secret.write_text("not the passphrase at all", "utf-8")
    wrong = terminal.as_("caseworker")("case", "list")
    assert (unknown.status, wrong.status) == (1, 1)
    assert unknown.err == wrong.err


def test_a_vault_in_use_says_so(terminal: Terminal) -> None:
    with signed_in(terminal.vault, "supervisor", wall_clock):
        answer = terminal("case", "list")
    assert answer.status == 1
    assert "open" in answer.err and answer.out == ""


def test_trouble_with_a_file_is_the_users_turn(terminal: Terminal, tmp_path: Path) -> None:
    number = terminal.json("case", "new", "given_names=Thiri")["number"]
    answer = terminal("pdf", "case_sheet", number, str(tmp_path / ("a" * 300)))
    assert answer.status == 1
    assert "name" in answer.err and "Traceback" not in answer.err


def test_a_user_changes_the_own_passphrase_and_is_shut_out(terminal: Terminal, tmp_path: Path) -> None:
    new = tmp_path / "new.txt"
    new.write_text("cactus lantern pivot orchid sleet", "utf-8")
    weak = tmp_path / "weak.txt"
    weak.write_text("password1", "utf-8")
    assert terminal("user", "passwd", "--new-password-file", str(weak), "--quick").status == 1
    assert terminal("user", "passwd", "--new-password-file", str(new), "--quick").status == 0
    assert terminal("case", "list").status == 1
    assert terminal("case", "list", "--password-file", str(new)).status == 0
    assert terminal.as_("admin")("user", "disable", "caseworker").status == 0
    assert terminal.as_("caseworker")("case", "list", "--password-file", str(new)).status == 1
    assert terminal.as_("admin")("user", "disable", "caseworker").status == 1
    assert terminal("vault", "check").status == 0


def test_the_installed_program_does_the_same(terminal: Terminal) -> None:
    def run(*words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        return subprocess.run([PROGRAM, *words], input=given, capture_output=True, text=True, check=False)

    made = run("case", "new", "--json", "--json-in", "-", given='{"own_script_name": "ສົມຊາຍ"}')
    assert made.returncode == 0, made.stderr
    shown = run("case", "list", "--json")
    assert json.loads(shown.stdout)[0]["name_in_script"] == "ສົມຊາຍ"
    assert run("case", "show", "X").returncode == 1
    assert run("case", "shew").returncode == 2
    ascii_only = subprocess.run(
        [PROGRAM, "case", "list"], capture_output=True, check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii"},
    )  # fmt: skip
    assert ascii_only.returncode == 0, ascii_only.stderr


def test_shared_options_leave_what_stands_behind_two_hyphens_alone() -> None:
    from victimcase.cli.place import gather

    place, rest = gather(["--vault", "v", "case", "new", "--", "--user", "x"])
    assert (place.vault, rest) == ("v", ["case", "new", "--", "--user", "x"])
    place, rest = gather(["export", "htcds", "f", "--password-file", "own"])
    assert rest == ["export", "htcds", "f", "--password-file", "own"]
    place, rest = gather(["--password-file", "mine", "export", "htcds", "f", "--password-file", "own"])
    assert place.password_file == "mine" and rest[-1] == "own"
    for command in (["referral", "pdf"], ["referral", "send"], ["pdf", "case_sheet"]):
        place, rest = gather([*command, "N", "out.pdf", "--password-file", "own"])
        assert place.password_file != "own" and rest[-1] == "own"
    assert app.main(["--help"]) == 0

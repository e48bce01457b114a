"""Nothing leaves the program but by the door: who may write a file, print, copy, or start another program.

Each place that can is named here with its reason. A new one fails until somebody has thought about it: if
what it lets out comes from a case, it belongs behind `services.disclosures`.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Final

import pytest

ROOT: Final = Path(__file__).resolve().parents[1] / "victimcase"

# what lets something out, and the modules that may do it, each with its reason
MAY: Final = {
    "file": {
        "services/disclosures.py": "the door itself",
        "services/machine.py": "settings of this computer: no case, no name",
        "services/bench_clock.py": "clears the cache of the operating system for a measurement",
        "services/bench.py": "a throw-away vault of made-up people",
        "services/self_test.py": "a throw-away vault of made-up people",
        "gui/album.py": "the list of pictures of a demo",
        "store/raw_baseline.py": "a throw-away database of made-up people, measured beside ours",
        "store/folder.py": "how every file of the vault is written",
        "store/founding.py": "a new vault",
        "store/header.py": "the header of the vault",
        "store/witness.py": "the head of the chain, no content",
        "store/blobs.py": "ciphertext",
        "store/archive.py": "ciphertext",
    },
    "clipboard": {
        "gui/clipboard.py": "marks and clears what was copied",
        "gui/dialogs/paper_parts.py": "a password that was made here, when somebody presses Copy",
    },
    "print": {
        "gui/entry/printing.py": "the sheet with the recovery code: no case",
        "gui/paper_print.py": "hands on what `services.papers.printed` let through, and nothing else",
    },
    "program": {
        "gui/successor.py": "this program again, after a lock",
    },
    "picture": {
        "gui/pictures.py": "pictures of a demo vault, and of no other",
        "gui/forms/files.py": "a picture that comes in from the clipboard, in memory",
        "gui/pages/case/documents.py": "a picture that comes in from the clipboard, in memory",
    },
}

CALLS: Final = {
    "write_whole": "file",
    "write_bytes": "file",
    "write_text": "file",
    "create_private": "file",
    "NamedTemporaryFile": "file",
    "mkstemp": "file",
    "TemporaryDirectory": "file",
    "mkdtemp": "file",
    "QSaveFile": "file",
    "QTemporaryFile": "file",
    "setMimeData": "clipboard",
    "QPrinter": "print",
    "QPdfWriter": "print",
    "QPrintDialog": "print",
    "openUrl": "program",
    "startfile": "program",
    "Popen": "program",
    "startDetached": "program",
}
"""Names of calls, and what they let out."""
MODES: Final = frozenset("wax+")
"""Letters in the mode of `open` that write."""


def lets_out(tree: ast.AST) -> Iterator[tuple[str, int]]:
    """What a module lets out, and in which line."""
    for node in ast.walk(tree):
        if not isinstance(node, ast.Call):
            continue
        name = _name(node.func)
        if name in CALLS:
            yield CALLS[name], node.lineno
        elif name == "open" and any(MODES & set(mode) for mode in _modes(node)):
            yield "file", node.lineno
        elif name == "setText" and "clipboard" in ast.unparse(node.func).casefold():
            yield "clipboard", node.lineno
        elif name == "save" and {"pixmap", "image", "grab"} & set(_words(node.func)):
            yield "picture", node.lineno


def _name(func: ast.expr) -> str:
    if isinstance(func, ast.Attribute):
        return func.attr
    return func.id if isinstance(func, ast.Name) else ""


def _modes(node: ast.Call) -> Iterator[str]:
    """The mode `open` is given: the second argument, of a path the first."""
    place = node.args[:1] if isinstance(node.func, ast.Attribute) else node.args[1:2]
    for one in [*place, *(word.value for word in node.keywords if word.arg == "mode")]:
        if isinstance(one, ast.Constant) and isinstance(one.value, str):
            yield one.value


def _words(func: ast.expr) -> list[str]:
    text = ast.unparse(func).casefold()
    return [word for word in ("pixmap", "image", "grab") if word in text]


def modules() -> list[Path]:
    """Every module of the program."""
    return sorted(ROOT.rglob("*.py"))


@pytest.mark.parametrize("kind", MAY)
def test_only_those_named_here_let_something_out(kind: str) -> None:
    found: dict[str, list[int]] = {}
    for path in modules():
        place = path.relative_to(ROOT).as_posix()
        for what, line in lets_out(ast.parse(path.read_text("utf-8"))):
            if what == kind:
                found.setdefault(place, []).append(line)
    strange = {place: lines for place, lines in found.items() if place not in MAY[kind]}
    assert not strange, f"lets out a {kind}: {strange}"
    assert set(MAY[kind]) <= set(found), f"needs no leave any more: {set(MAY[kind]) - set(found)}"


@pytest.mark.parametrize(
    ("code", "what"),
    [
        ("Path('x').write_bytes(b'')", ["file"]),
        ("open('x', 'w')", ["file"]),
        ("path.open('xb')", ["file"]),
        ("open('x', mode='a')", ["file"]),
        ("open('x')", []),
        ("open('x', 'rb')", []),
        ("QGuiApplication.clipboard().setText('Thiri')", ["clipboard"]),
        ("label.setText('Thiri')", []),
        ("self._clipboard.setMimeData(data)", ["clipboard"]),
        ("QPrinter()", ["print"]),
        ("QDesktopServices.openUrl(url)", ["program"]),
        ("widget.grab().save('x.png')", ["picture"]),
        ("self.save()", []),
    ],
)
def test_a_way_out_is_seen(code: str, what: list[str]) -> None:
    """The twin."""
    assert [one for one, _ in lets_out(ast.parse(code))] == what

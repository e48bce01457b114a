"""The rules of the house as functions: each takes files and returns what breaks the rule, a line each."""

from __future__ import annotations

import ast
import importlib.metadata
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from pathlib import Path

STANDARD_LIBRARY = frozenset(sys.stdlib_module_names)

# Written in pieces, so that these lines do not find themselves.
REGISTRY = re.compile(
    r"pyp[i]\.org|pythonhoste[d]\.org|registry\.np[m]|deb\.debia[n]|crate[s]\.io|--(?:extra-)?inde[x]-url|--find-link[s]",
    re.IGNORECASE,
)
MACHINE_PATH = re.compile(
    r"(?<![\w./<-])/(?:wor[k]|farm|root|opt/(?:pypi|wheels)|home/[a-z]\w*|Users/[A-Z]\w*)/|[A-Z]:\\+Users\\",
)
MADE_HOW = re.compile(
    r"language[ -]mode[l]|chat ?bo[t]\b|\bAI[ -](?:assistan[t]|agen[t]|generate[d])"
    r"|\bsub-?agen[t]|co-authored-b[y]",
    re.IGNORECASE,
)
_ASKED_ABOUT = (
    ast.FunctionDef,
    ast.AsyncFunctionDef,
    ast.ClassDef,
    ast.ExceptHandler,
    ast.Call,
    ast.Import,
    ast.ImportFrom,
    ast.arg,
)
LAZY_NAME = re.compile(r"(?:Manager|Helper|Controller|Util|Utils)$|^(?:manager|helper|controller|util)s?$")


def python_files(folder: Path) -> Iterator[Path]:
    """Every module below a folder, in order."""
    return iter(sorted(folder.rglob("*.py")))


def tracked_files(root: Path) -> list[Path]:
    """Every file git keeps, or would keep if it were added now."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        capture_output=True, check=True, text=True,
    )  # fmt: skip
    return [
        root / name for name in sorted(set(listed.stdout.split("\0"))) if name and (root / name).is_file()
    ]


def long_files(files: Iterable[Path], root: Path, limit: int, reasons: Mapping[str, str]) -> list[str]:
    """Files over the limit that give no reason, and reasons that no file needs any more."""
    lengths = {str(file.relative_to(root)): _line_count(file) for file in files}
    found = [f"{name}: {n} lines" for name, n in lengths.items() if n > limit and name not in reasons]
    idle = [f"{name}: needs no reason any more" for name in reasons if lengths.get(name, 0) <= limit]
    return found + idle


def long_functions(files: Iterable[Path], root: Path, limit: int) -> list[str]:
    """Functions whose lines, from `def` to the end, pass the limit."""
    return [
        f"{place}: {node.name} has {_span(node)} lines"
        for place, node in _nodes(files, root)
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and _span(node) > limit
    ]


def swallowed_errors(files: Iterable[Path], root: Path) -> list[str]:
    """Handlers that take any error and do nothing about it."""
    found = []
    for place, node in _nodes(files, root):
        if isinstance(node, ast.ExceptHandler) and _takes_anything(node.type) and _does_nothing(node.body):
            found.append(f"{place}: any error is swallowed")
        if isinstance(node, ast.Call) and _suppresses_anything(node):
            found.append(f"{place}: any error is suppressed")
    return found


def waits_and_mocks(files: Iterable[Path], root: Path) -> list[str]:
    """Tests that wait by the clock or put a stand-in where the real thing belongs."""
    found = []
    for place, node in _nodes(files, root):
        if isinstance(node, ast.Call) and _name(node.func) in {
            "time.sleep",
            "sleep",
            "qtbot.wait",
            "QTest.qWait",
        }:
            found.append(f"{place}: waits by the clock")
        for module in _imported(node):
            if "mock" in module.split("."):
                found.append(f"{place}: imports {module}")
        if isinstance(node, ast.arg) and node.arg == "mocker":
            found.append(f"{place}: asks for a mocker")
    return found


def prints(files: Iterable[Path], root: Path) -> list[str]:
    """Calls of print."""
    return [
        f"{place}: prints"
        for place, node in _nodes(files, root)
        if isinstance(node, ast.Call) and _name(node.func) in {"print", "pprint", "pprint.pprint"}
    ]


def file_access(files: Iterable[Path], root: Path) -> list[str]:
    """Calls that open a file without an import that would show it."""
    return [
        f"{place}: opens a file"
        for place, node in _nodes(files, root)
        if isinstance(node, ast.Call) and _name(node.func) in {"open", "io.open", "codecs.open"}
    ]


def undocumented(files: Iterable[Path], root: Path) -> list[str]:
    """Modules, and public functions and classes of them, that do not say what they are."""
    found = []
    for file in files:
        tree = _parsed(file)
        where = file.relative_to(root)
        if tree.body and not ast.get_docstring(tree):
            found.append(f"{where}:1: the module has no docstring")
        for node in tree.body:
            if not isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
                continue
            overload = any(_name(decorator).endswith("overload") for decorator in node.decorator_list)
            if not node.name.startswith("_") and not overload and not ast.get_docstring(node):
                found.append(f"{where}:{node.lineno}: {node.name} has no docstring")
    return found


def lazy_names(files: Iterable[Path], root: Path) -> list[str]:
    """Modules and classes named after nothing in particular."""
    found = []
    for file in files:
        where = file.relative_to(root)
        if LAZY_NAME.search(file.stem):
            found.append(f"{where}: the name says nothing")
        for _, node in _telling(file.read_text("utf-8")):
            if isinstance(node, ast.ClassDef) and LAZY_NAME.search(node.name):
                found.append(f"{where}:{node.lineno}: {node.name} says nothing")
    return found


def imports_beyond(files: Iterable[Path], root: Path, allowed: frozenset[str]) -> list[str]:
    """Imports of anything but the standard library and the allowed packages, by the package's first name."""
    return [
        f"{place}: imports {module}"
        for place, node in _nodes(files, root)
        for module in _imported(node)
        if module.split(".")[0] not in STANDARD_LIBRARY | allowed | {"__future__"}
    ]


def declared_packages(pyproject: Path) -> frozenset[str]:
    """The import names that the runtime dependencies of a pyproject.toml bring."""
    project = tomllib.loads(pyproject.read_text("utf-8"))["project"]
    wanted = {_normal(re.split(r"[^\w.-]", text)[0]) for text in project["dependencies"]}
    brought = importlib.metadata.packages_distributions()
    return frozenset(name for name, by in brought.items() if wanted & {_normal(one) for one in by})


def forbidden_text(files: Iterable[Path], root: Path, *patterns: re.Pattern[str]) -> list[str]:
    """Places in text files where one of the patterns stands; what is not UTF-8 text is passed over."""
    found = []
    for file in files:
        try:
            text = file.read_text("utf-8")
        except UnicodeDecodeError:
            continue
        for pattern in patterns:
            for match in pattern.finditer(text):
                line = text.count("\n", 0, match.start()) + 1
                found.append(f"{file.relative_to(root)}:{line}: {match.group()}")
    return found


def unlocked(lock: Path, pyproject: Path) -> list[str]:
    """Dependencies of any group that the lock file does not pin, and pins without a hash."""
    text = lock.read_text("utf-8")
    pins = dict(re.findall(r"^([\w.-]+)==\S+(.*(?:\n    --hash=\S+.*)*)", text, re.MULTILINE))
    settings = tomllib.loads(pyproject.read_text("utf-8"))
    wanted = list(settings["project"]["dependencies"])
    for group in settings.get("dependency-groups", {}).values():
        wanted += [entry for entry in group if isinstance(entry, str)]
    names = sorted({_normal(re.split(r"[^\w.-]", entry)[0]) for entry in wanted})
    missing = [f"{name}: not pinned" for name in names if name not in pins]
    return missing + [f"{name}: no hash" for name, rest in pins.items() if "--hash=sha256:" not in rest]


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()


def _parsed(file: Path) -> ast.Module:
    return _tree(file.read_text("utf-8"))


@cache
def _tree(text: str) -> ast.Module:
    """Every rule reads every file, and reading costs most of the time."""
    return ast.parse(text)


@cache
def _telling(text: str) -> tuple[tuple[int, ast.AST], ...]:
    """The nodes some rule asks about, with their lines; most nodes of a tree are names and constants."""
    return tuple(
        (getattr(node, "lineno", 1), node) for node in ast.walk(_tree(text)) if isinstance(node, _ASKED_ABOUT)
    )


def _nodes(files: Iterable[Path], root: Path) -> Iterator[tuple[str, ast.AST]]:
    """Every node of every file some rule asks about, with its place."""
    for file in files:
        where = file.relative_to(root)
        for line, node in _telling(file.read_text("utf-8")):
            yield f"{where}:{line}", node


def _name(node: ast.AST) -> str:
    """The dotted name an expression spells, or nothing."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        return f"{_name(node.value)}.{node.attr}".lstrip(".")
    return ""


def _imported(node: ast.AST) -> list[str]:
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    if isinstance(node, ast.ImportFrom) and node.module and not node.level:
        return [f"{node.module}.{alias.name}" for alias in node.names]
    return []


def _takes_anything(kind: ast.expr | None) -> bool:
    if isinstance(kind, ast.Tuple):
        return any(_takes_anything(one) for one in kind.elts)
    return kind is None or _name(kind).removeprefix("builtins.") in {"Exception", "BaseException"}


def _suppresses_anything(call: ast.Call) -> bool:
    return _name(call.func).endswith("suppress") and any(_takes_anything(argument) for argument in call.args)


def _does_nothing(body: list[ast.stmt]) -> bool:
    return all(
        isinstance(one, ast.Pass | ast.Continue)
        or (isinstance(one, ast.Expr) and isinstance(one.value, ast.Constant))
        for one in body
    )


def _span(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def _line_count(file: Path) -> int:
    return file.read_text("utf-8").count("\n")

"""What the source tells of the tree's structure: who reaches into whose privacy, and how folders grow.

Each finding is a line for people: where, and what.
"""

import ast
import gc
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

_OWN: Final = ("self", "cls")
_FROM_STR: Final = ("replace", "endswith", "startswith", "removeprefix", "removesuffix", "split", "partition")
"""Methods of a text: their arguments are no names."""


def is_private(name: str) -> bool:
    return name.startswith("_") and not name.startswith("__") and name.isidentifier()


def parsed(source: str) -> ast.Module:
    """Parse while nothing is collected: what ends then may show a traceback, for which Python parses, too;
    3.11 can't do the one within the other."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        return ast.parse(source)
    finally:
        if was_on:
            gc.enable()


def private_uses(source: str) -> list[str]:
    """Where a test's source uses what belongs to somebody else alone, as ``LINE: WHAT``.

    An attribute ``x._name`` of anything but an own ``self`` or ``cls``; a ``_name`` that is imported from
    the product; and a ``_name`` given as text to what sets, gets or patches attributes. Scripts that stand
    in a text are looked at too.
    """
    tree = parsed(source)
    finder = _PrivateUses(_imported_from_product(tree))
    finder.visit(tree)
    found = [f"{line}: {what}" for line, what in finder.found]
    return found + [f"{line}: {what}" for line, script in _scripts(tree) for what in private_uses(script)]


class _PrivateUses(ast.NodeVisitor):
    def __init__(self, product: set[str]) -> None:
        self.found: list[tuple[int, str]] = []
        self._product = product
        self._classes: list[ast.ClassDef] = []

    def visit_ClassDef(self, node: ast.ClassDef) -> None:
        self._classes.append(node)
        self.generic_visit(node)
        self._classes.pop()

    def visit_Attribute(self, node: ast.Attribute) -> None:
        if is_private(node.attr) and not self._is_own(node):
            self.found.append((node.lineno, ast.unparse(node)))
        self.generic_visit(node)

    def visit_ImportFrom(self, node: ast.ImportFrom) -> None:
        module = node.module or ""
        names = [*module.split("."), *(alias.name for alias in node.names)]
        if module.split(".")[0] == "gui":
            self.found += [(node.lineno, f"{module}: {name}") for name in names if is_private(name)]

    def visit_Call(self, node: ast.Call) -> None:
        method = node.func.attr if isinstance(node.func, ast.Attribute) else ""
        for place, given in enumerate(node.args[:2]):
            if isinstance(given, ast.Constant) and isinstance(given.value, str) and method not in _FROM_STR:
                dotted = given.value.startswith("gui.") and any(map(is_private, given.value.split(".")))
                if dotted or (place == 1 and is_private(given.value)):
                    self.found.append((given.lineno, repr(given.value)))
        self.generic_visit(node)

    def _is_own(self, node: ast.Attribute) -> bool:
        if not (isinstance(node.value, ast.Name) and node.value.id in _OWN and self._classes):
            return False
        # A class made from one of the product's has its own names, and not those of its parent.
        made_from = [base for base in self._classes[-1].bases if _root(base) in self._product]
        return not made_from or node.attr in _made_in(self._classes[-1])


def _made_in(owner: ast.ClassDef) -> set[str]:
    """The names that a class gives itself."""
    made = set()
    for node in ast.walk(owner):
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
            made.add(node.attr)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            made.add(node.name)
        elif isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            made.add(node.id)
    return made


def _root(node: ast.expr) -> str:
    while isinstance(node, ast.Attribute | ast.Subscript):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _imported_from_product(tree: ast.Module) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.ImportFrom) and (node.module or "").split(".")[0] == "gui":
            found |= {alias.asname or alias.name for alias in node.names}
        elif isinstance(node, ast.Import):
            found |= {"gui" for alias in node.names if alias.name.split(".")[0] == "gui"}
    return found


def _scripts(tree: ast.Module) -> Iterator[tuple[int, str]]:
    """Texts of several lines that are Python."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and "import " in node.value:
            script = textwrap.dedent(node.value)
            try:
                parsed(script)
            except SyntaxError:
                continue
            yield node.lineno, script


def imports_of_tests(source: str) -> list[str]:
    """Test modules that a module imports, as ``LINE: MODULE``; in scripts too."""
    tree = parsed(source)
    found = []
    for node in ast.walk(tree):
        names: list[str] = []
        if isinstance(node, ast.ImportFrom):
            names = [f"{node.module or ''}.{alias.name}" for alias in node.names]
        elif isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        for name in names:
            parts = name.split(".")
            if parts[0] == "tests" and any(part.startswith("test_") for part in parts):
                found.append(f"{node.lineno}: {name}")  # type: ignore[attr-defined]  # both imports have it
    return found + [f"{line}: {what}" for line, script in _scripts(tree) for what in imports_of_tests(script)]


def values_put_in_by_hand(source: str) -> list[str]:
    """Where a value gets into a text by another way than ``fill``, as ``LINE: WHAT``.

    ``.replace("{name}", …)``, ``.format(…)`` and ``text % …``: each may read a value again.
    """
    found: list[ast.expr] = []
    for node in ast.walk(parsed(source)):
        match node:
            case ast.Call(func=ast.Attribute(attr="replace"), args=[what, *_]) if _begins_a_place(what):
                found.append(node)
            case ast.Call(func=ast.Attribute(attr="format" | "format_map", value=text)) if not _is_super(
                text
            ):
                found.append(node)
            case ast.BinOp(op=ast.Mod(), left=ast.Constant(value=str()) | ast.JoinedStr()):
                found.append(node)
            case ast.BinOp(op=ast.Mod(), left=ast.Call(func=ast.Attribute(attr="text" | "tr"))):
                found.append(node)
    return [f"{node.lineno}: {ast.unparse(node)}" for node in found]


def _begins_a_place(what: ast.expr) -> bool:
    first = what.values[0] if isinstance(what, ast.JoinedStr) and what.values else what
    return isinstance(first, ast.Constant) and isinstance(first.value, str) and first.value.startswith("{")


def _is_super(text: ast.expr) -> bool:
    """A formatter's own way to its parent's, which puts nothing into a text of ours."""
    return isinstance(text, ast.Call) and isinstance(text.func, ast.Name) and text.func.id == "super"


def files_by_folder(package: Path) -> dict[str, int]:
    """How many modules each folder of a package has, beside the one that makes it a package."""
    counts: dict[str, int] = {}
    for path in package.rglob("*.py"):
        folder = str(path.parent.relative_to(package.parent))
        counts[folder] = counts.get(folder, 0) + (path.name != "__init__.py")
    return counts


def more_than_docstrings(paths: Iterable[Path]) -> list[str]:
    """Files that hold anything but a docstring, or none."""
    return [str(path) for path in paths if not _is_docstring(path.read_text(encoding="utf-8"))]


def _is_docstring(source: str) -> bool:
    tree = parsed(source)
    return len(tree.body) == 1 and bool(ast.get_docstring(tree))


def classes_by_name(package: Path) -> dict[str, list[str]]:
    """Where each class of a package's modules is defined, by its name; private ones count as well."""
    found: dict[str, list[str]] = {}
    for path in sorted(package.rglob("*.py")):
        for node in parsed(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef):
                found.setdefault(node.name, []).append(str(path.relative_to(package)))
    return found

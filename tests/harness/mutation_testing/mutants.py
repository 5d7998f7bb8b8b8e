"""Small faults that can be put into a source file, one at a time: what the tests have to notice."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

COMPARISONS: Final[dict[type[ast.cmpop], str]] = {
    ast.Eq: "!=",
    ast.NotEq: "==",
    ast.Lt: "<=",
    ast.LtE: "<",
    ast.Gt: ">=",
    ast.GtE: ">",
    ast.Is: "is not",
    ast.IsNot: "is",
    ast.In: "not in",
    ast.NotIn: "in",
}
ARITHMETIC: Final[dict[type[ast.operator], str]] = {
    ast.Add: "-",
    ast.Sub: "+",
    ast.Mult: "/",
    ast.Div: "*",
    ast.FloorDiv: "/",
    ast.BitOr: "&",
    ast.BitAnd: "|",
}
Function = ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda


@dataclass(frozen=True)
class Mutant:
    """One fault. ``line`` is the source line that it is in, as text; ``lines`` the statement's numbers.

    :param at: the function that it is in; empty where it takes effect at import.
    """

    file: str
    at: str
    number: int
    line: str
    old: str
    new: str
    lines: tuple[int, int]
    text: str

    @property
    def change(self) -> str:
        """What is changed, on one line."""
        return f"{' '.join(self.old.split())} -> {' '.join(self.new.split())}"


def mutants(file: str, source: str) -> list[Mutant]:
    """Every fault of a file that still is Python."""
    found = _Finder(file, source).found()
    return list({mutant.text: mutant for mutant in found}.values())


class _Finder:
    def __init__(self, file: str, source: str) -> None:
        self._file = file
        self._bytes = source.encode()
        self._lines = source.splitlines()
        self._starts = [0]
        for line in self._bytes.splitlines(keepends=True):
            self._starts.append(self._starts[-1] + len(line))
        self._tree = ast.parse(source)
        self._parents = {child: node for node in ast.walk(self._tree) for child in ast.iter_child_nodes(node)}

    def found(self) -> Iterator[Mutant]:
        for node in ast.walk(self._tree):
            if not hasattr(node, "lineno") or self._is_no_behaviour(node):
                continue
            for old, start, end, new in self._changes(node):
                text = (self._bytes[:start] + new.encode() + self._bytes[end:]).decode()
                try:
                    ast.parse(text)
                except SyntaxError:
                    continue
                number = self._bytes[:start].count(b"\n") + 1
                line = self._lines[number - 1].strip()
                where = self._function(node)
                yield Mutant(self._file, where, number, line, old, new, self._statement(node), text)

    def _above(self, node: ast.AST) -> Iterator[tuple[ast.AST, ast.AST]]:
        """Each ancestor, with the child that leads to the node."""
        while node in self._parents:
            yield self._parents[node], node
            node = self._parents[node]

    def _is_no_behaviour(self, node: ast.AST) -> bool:
        """Annotations, decorators, assertions for the type checker, docstrings, parts of an f-string."""
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
            return True
        for parent, child in self._above(node):
            if isinstance(parent, ast.Assert | ast.JoinedStr | ast.Import | ast.ImportFrom):
                return True
            if isinstance(parent, ast.Expr) and isinstance(child, ast.Constant):
                return True
            if child is getattr(parent, "annotation", None) or child is getattr(parent, "returns", None):
                return True
            if child in getattr(parent, "decorator_list", ()) or child in getattr(parent, "bases", ()):
                return True
            if isinstance(parent, ast.Assign) and self._lines[parent.lineno - 1].startswith("__all__"):
                return True
        return False

    def _function(self, node: ast.AST) -> str:
        """The qualified name of the function whose call runs the node."""
        names: list[str] = []
        inside = False
        for parent, child in self._above(node):
            if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef):
                inside = inside or child in parent.body
                names.insert(0, parent.name)
            elif isinstance(parent, ast.ClassDef):
                names.insert(0, parent.name)
        return ".".join(names) if inside else ""

    def _statement(self, node: ast.AST) -> tuple[int, int]:
        """First and last line of the statement; of a compound one, of its head."""
        while not isinstance(node, ast.stmt | ast.ExceptHandler):
            node = self._parents[node]
        body = getattr(node, "body", None)
        first, last = node.lineno, node.end_lineno or node.lineno
        if body:
            last = max(first, body[0].lineno - 1)
        return first, last

    def _span(self, node: ast.AST) -> tuple[int, int]:
        assert isinstance(node, ast.expr | ast.stmt | ast.keyword)
        assert node.end_lineno is not None
        assert node.end_col_offset is not None
        start = self._starts[node.lineno - 1] + node.col_offset
        return start, self._starts[node.end_lineno - 1] + node.end_col_offset

    def _text(self, start: int, end: int) -> str:
        return self._bytes[start:end].decode()

    def _swap(self, node: ast.AST, new: str) -> tuple[str, int, int, str]:
        start, end = self._span(node)
        return self._text(start, end), start, end, new

    def _between(self, left: ast.AST, right: ast.AST, new: str) -> tuple[str, int, int, str]:
        """The operator between two operands; brackets around either stay."""
        start, end = self._span(left)[1], self._span(right)[0]
        gap = self._text(start, end)
        inner = gap.strip(" \n()")
        before = gap.index(inner)
        start, end = start + before, start + before + len(inner)
        whole_start, whole_end = self._span(left)[0], self._span(right)[1]
        return (
            self._text(whole_start, whole_end),
            whole_start,
            whole_end,
            self._text(whole_start, start) + new + self._text(end, whole_end),
        )

    def _changes(self, node: ast.AST) -> Iterator[tuple[str, int, int, str]]:
        yield from self._of_expression(node)
        if isinstance(node, ast.stmt):
            yield from self._of_statement(node)
        elif isinstance(node, ast.ExceptHandler) and node.type is not None:
            yield self._swap(node.type, "()")
            if isinstance(node.type, ast.Tuple):
                yield from self._without_each(list(node.type.elts))
        if isinstance(node, ast.If | ast.While | ast.IfExp) and not isinstance(
            node.test, ast.Compare | ast.BoolOp | ast.UnaryOp
        ):
            start, end = self._span(node.test)
            yield self._swap(node.test, f"not ({self._text(start, end)})")

    def _of_expression(self, node: ast.AST) -> Iterator[tuple[str, int, int, str]]:
        match node:
            case ast.Compare(left=left, ops=ops, comparators=comparators):
                for op, one, other in zip(ops, [left, *comparators], comparators, strict=False):
                    yield self._between(one, other, COMPARISONS[type(op)])
            case ast.BoolOp(op=bool_op, values=values):
                new = "or" if isinstance(bool_op, ast.And) else "and"
                for one, other in pairwise(values):
                    yield self._between(one, other, new)
            case ast.UnaryOp(op=ast.Not(), operand=operand):
                yield self._swap(node, f"({self._text(*self._span(operand))})")
            case ast.UnaryOp(op=ast.USub(), operand=operand):
                yield self._swap(node, f"+{self._text(*self._span(operand))}")
            case ast.BinOp(left=left, op=operator, right=right) if type(operator) in ARITHMETIC:
                yield self._between(left, right, ARITHMETIC[type(operator)])
            case ast.Constant(value=bool(value)):
                yield self._swap(node, str(not value))
            case ast.Constant(value=int() | float() as value):
                yield self._swap(node, repr(value + 1))
            case ast.Constant(value=str(value)):
                yield self._swap(node, repr(value + "XX"))
            case ast.Constant(value=bytes(value)):
                yield self._swap(node, repr(value + b"XX"))
            case ast.JoinedStr():
                yield self._swap(node, '"XX"')
            case ast.Dict(keys=keys, values=values) if len(keys) > 1:
                for key, entry in zip(keys, values, strict=True):
                    yield self._without(self._span(key or entry)[0], self._span(entry)[1])
            case ast.Call(args=args, keywords=keywords):
                for keyword in keywords:
                    if keyword.arg is not None:
                        yield self._without(*self._span(keyword))
                if isinstance(node.func, ast.Attribute) and node.func.attr == "suppress":
                    for arg in args:
                        yield self._without(*self._span(arg))

    def _of_statement(self, node: ast.stmt) -> Iterator[tuple[str, int, int, str]]:
        in_function = bool(self._function(node))
        match node:
            case ast.Expr(value=ast.Call() | ast.Await()) | ast.Raise() | ast.Delete():
                yield self._swap(node, "pass")
            case ast.Return() if self._is_guard(node):
                yield self._swap(node, "pass")
            case ast.Assign(value=value) | ast.AnnAssign(value=ast.expr() as value) if in_function:
                if not (isinstance(value, ast.Constant) and value.value is None):
                    yield self._swap(value, "None")
            case ast.AugAssign(target=target, value=value):
                yield self._swap(node, "pass")
                plain = f"{self._text(*self._span(target))} = {self._text(*self._span(value))}"
                yield self._swap(node, plain)
            case ast.Break():
                yield self._swap(node, "continue")
            case ast.Continue():
                yield self._swap(node, "break")

    def _is_guard(self, node: ast.Return) -> bool:
        """A return that something follows."""
        parent = self._parents[node]
        return not isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef)

    def _without_each(self, parts: list[ast.expr]) -> Iterator[tuple[str, int, int, str]]:
        for part in parts:
            yield self._without(*self._span(part))

    def _without(self, start: int, end: int) -> tuple[str, int, int, str]:
        """A part of a list, with the comma that follows it."""
        cut = end
        while cut < len(self._bytes) and self._bytes[cut : cut + 1].isspace():
            cut += 1
        end = cut + 1 if self._bytes[cut : cut + 1] == b"," else end
        return self._text(start, end), start, end, ""

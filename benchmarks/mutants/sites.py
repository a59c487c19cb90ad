"""The small faults that can be put into a function: where they are, what they say, and the code with one of them in it."""

import ast
import copy
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from types import CodeType

FLIPPED: dict[type[ast.cmpop], type[ast.cmpop]] = {
    ast.Lt: ast.LtE,
    ast.LtE: ast.Lt,
    ast.Gt: ast.GtE,
    ast.GtE: ast.Gt,
    ast.Eq: ast.NotEq,
    ast.NotEq: ast.Eq,
    ast.In: ast.NotIn,
    ast.NotIn: ast.In,
    ast.Is: ast.IsNot,
    ast.IsNot: ast.Is,
}
EXCHANGED = {"any": "all", "all": "any", "min": "max", "max": "min"}
SHOWN = 90
Function = ast.FunctionDef | ast.AsyncFunctionDef
#: The file, the name within it and the first line of a function: what tells it apart while the program runs.
Place = tuple[str, str, int]


@dataclass(frozen=True)
class Mutant:
    """One fault in one function. Functions and lambdas within it belong to it."""

    place: Place
    number: int
    line: int
    told: str


def mutants(file: Path) -> list[Mutant]:
    """Every fault that can be put into the functions of a module; what a module says outside them stays as it is."""
    out = []
    source = _source(str(file))
    for name, function in _functions(ast.parse(source), ""):
        place = (str(file), name, min([function.lineno, *(one.lineno for one in function.decorator_list)]))
        counting = _Faults(source, None)
        counting.within(copy.deepcopy(function))
        out += [Mutant(place, number, line, told) for number, (line, told) in enumerate(counting.told)]
    return out


def code_with(mutant: Mutant) -> CodeType:
    """The code of the function with the fault in it."""
    file, name, first = mutant.place
    source = _source(file)
    tree = ast.parse(source)
    for found, function in _functions(tree, ""):
        if found == name and first <= function.lineno and mutant.line <= (function.end_lineno or 0):
            _Faults(source, mutant.number).within(function)
    return next(one for one in codes(compile(tree, file, "exec")) if place_of(one) == mutant.place)


@cache
def _source(file: str) -> str:
    """The text of a module as it was when the trial began, whatever becomes of the file meanwhile."""
    return Path(file).read_text(encoding="utf-8")


def place_of(code: CodeType) -> Place:
    """The place of a function, of its code."""
    return code.co_filename, code.co_qualname, code.co_firstlineno


def codes(code: CodeType) -> Iterator[CodeType]:
    """The code and all code within it."""
    yield code
    for one in code.co_consts:
        if isinstance(one, CodeType):
            yield from codes(one)


def _functions(node: ast.AST, above: str) -> Iterator[tuple[str, Function]]:
    """The functions and methods of a module by their names; not those within a function."""
    for one in ast.iter_child_nodes(node):
        if isinstance(one, Function):
            yield above + one.name, one
        elif isinstance(one, ast.ClassDef):
            yield from _functions(one, f"{above}{one.name}.")
        elif isinstance(one, ast.If | ast.Try):
            yield from _functions(one, above)


class _Faults(ast.NodeTransformer):
    """Walks a function and tells each fault; puts the one with the wanted number in."""

    def __init__(self, source: str, wanted: int | None) -> None:
        self.lines = source.encode().splitlines()
        self.wanted = wanted
        self.told: list[tuple[int, str]] = []

    def within(self, function: Function) -> None:
        """Walk the body; what stands in the line of `def` is no part of the code."""
        function.body = [self.visit(one) for one in function.body if not _is_documentation(one)] or [ast.Pass()]
        ast.fix_missing_locations(function)

    def _fault(self, node: ast.AST, says: str, make: Callable[[], ast.AST]) -> ast.AST | None:
        """The node with the fault in it if it is the wanted one."""
        line = getattr(node, "lineno", 0)
        self.told.append((line, f"{self._shown(node)} → {says}"))
        return ast.copy_location(make(), node) if self.wanted == len(self.told) - 1 else None

    def _shown(self, node: ast.AST) -> str:
        text = " ".join(_segment(self.lines, node).split())
        return text if len(text) <= SHOWN else text[: SHOWN - 1] + "…"

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.AST:
        self.within(node)
        return node

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        if node.value is not None:
            node.value = self.visit(node.value)
        return node

    def visit_Compare(self, node: ast.Compare) -> ast.AST:
        for at, one in enumerate(node.ops):
            other = FLIPPED[type(one)]
            ops = [*node.ops[:at], other(), *node.ops[at + 1 :]]
            there = self._fault(node, other.__name__, lambda ops=ops: ast.Compare(node.left, ops, node.comparators))  # type: ignore[misc]
            if there is not None:
                return there
        return self.generic_visit(node)

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.AST:
        other = ast.And() if isinstance(node.op, ast.Or) else ast.Or()
        there = self._fault(node, type(other).__name__.lower(), lambda: ast.BoolOp(other, node.values))
        return there or self.generic_visit(node)

    def visit_BinOp(self, node: ast.BinOp) -> ast.AST:
        other = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.BitAnd: ast.BitOr, ast.BitOr: ast.BitAnd}.get(type(node.op))
        there = other and self._fault(node, other.__name__, lambda: ast.BinOp(node.left, other(), node.right))
        return there or self.generic_visit(node)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.AST:
        there = self._fault(node, "without not", lambda: node.operand) if isinstance(node.op, ast.Not) else None
        return there or self.generic_visit(node)

    def visit_Constant(self, node: ast.Constant) -> ast.AST:
        if isinstance(node.value, bool):
            return self._fault(node, str(not node.value), lambda: ast.Constant(not node.value)) or node
        if isinstance(node.value, int):
            value = node.value
            for other in (value + 1, value - 1):
                there = self._fault(node, str(other), lambda other=other: ast.Constant(other))  # type: ignore[misc]
                if there is not None:
                    return there
        return node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.AST:
        return node  # words, and how they are formatted

    def visit_Call(self, node: ast.Call) -> ast.AST:
        name = node.func.id if isinstance(node.func, ast.Name) else ""
        if name in EXCHANGED:
            called = ast.copy_location(ast.Name(EXCHANGED[name], ast.Load()), node)
            there = self._fault(node, called.id, lambda: ast.Call(called, node.args, node.keywords))
            if there is not None:
                return there
        return self.generic_visit(node)

    def visit_IfExp(self, node: ast.IfExp) -> ast.AST:
        there = self._fault(node, "the other way round", lambda: ast.IfExp(node.test, node.orelse, node.body))
        return there or self.generic_visit(node)

    def visit_If(self, node: ast.If) -> ast.AST:
        for says, test in (("never", False), ("always", True)):
            value = ast.copy_location(ast.Constant(test), node)
            there = self._fault(node.test, f"{says} so", lambda value=value: value)  # type: ignore[misc]
            if there is not None:
                node.test = value
                return node
        return self.generic_visit(node)

    def visit_comprehension(self, node: ast.comprehension) -> ast.AST:
        for at, one in enumerate(node.ifs):
            if self._fault(one, "every one of them", lambda: ast.Constant(True)) is not None:
                node.ifs = [*node.ifs[:at], *node.ifs[at + 1 :]]
                return node
        return self.generic_visit(node)

    def visit_Return(self, node: ast.Return) -> ast.AST:
        if node.value is None or (isinstance(node.value, ast.Constant) and node.value.value is None):
            return node
        nothing: ast.expr = ast.Constant(None)
        if isinstance(node.value, ast.List | ast.ListComp):
            if not getattr(node.value, "elts", True):
                return node  # the empty list is empty
            nothing = ast.List([], ast.Load())
        there = self._fault(
            node, "return []" if isinstance(nothing, ast.List) else "return None", lambda: ast.Return(nothing)
        )
        return there or self.generic_visit(node)

    def visit_Expr(self, node: ast.Expr) -> ast.AST:
        if isinstance(node.value, ast.Yield):  # a generator stays one
            there = self._fault(node, "not given", lambda: ast.If(ast.Constant(False), [node], []))
        else:
            there = self._fault(node, "left out", ast.Pass)
        return there or self.generic_visit(node)

    def visit_AugAssign(self, node: ast.AugAssign) -> ast.AST:
        return self._fault(node, "left out", ast.Pass) or self.generic_visit(node)

    def visit_Raise(self, node: ast.Raise) -> ast.AST:
        return self._fault(node, "left out", ast.Pass) or self.generic_visit(node)


def _segment(lines: list[bytes], node: ast.AST) -> str:
    """What a node says; `ast.get_source_segment` cuts the whole module into lines for each node anew."""
    first, last = getattr(node, "lineno", 0), getattr(node, "end_lineno", 0)
    if not first or not last:
        return ""
    said = lines[first - 1 : last]
    said[-1] = said[-1][: node.end_col_offset]  # type: ignore[attr-defined]
    said[0] = said[0][node.col_offset :]  # type: ignore[attr-defined]
    return b" ".join(said).decode()


def _is_documentation(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant) and isinstance(node.value.value, str)

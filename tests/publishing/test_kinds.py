"""The list of kinds is all that the program can print: whatever makes a PDF stands behind one of them."""

import ast
from functools import cache
from pathlib import Path

import workflow
from tests.publishing.kinds import KINDS, MAKERS, ORDERED

ROOT = Path(workflow.__file__).parent


@cache
def _calls() -> list[tuple[str, set[str]]]:
    """Every function of the program as module.function, and how what it calls is spelt."""
    found = []
    for file in ROOT.rglob("*.py"):
        module = ".".join(["workflow", *file.relative_to(ROOT).with_suffix("").parts])
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                called = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
                found.append((f"{module}.{node.name}", called))
    return found


def _callers(called: str) -> set[str]:
    """The functions that call something spelt `called`."""
    return {name for name, calls in _calls() if any(f".{call}".endswith(f".{called}") for call in calls)}


def test_every_pdf_comes_from_the_press():
    assert _callers("write_pdf") == {"workflow.publishing.engine.press.press"}
    assert not [file for file in ROOT.rglob("*.py") if "PdfWriter" in file.read_text(encoding="utf-8")]


def test_every_maker_of_papers_is_listed():
    assert _callers("press.press") == set(MAKERS), "list it in tests/publishing/kinds.py with a kind that it draws"


def test_whoever_asks_for_a_paper_is_listed():
    for maker, askers in MAKERS.items():
        # `render` of a template is spelt as a method of it.
        own = {name for name in _callers(maker.rpartition(".")[2]) if not name.startswith("workflow.publishing.page.")}
        assert own == askers, "list it in tests/publishing/kinds.py with a kind that it draws"


def test_whoever_orders_a_paper_is_listed_with_its_kinds():
    # The pressroom warms itself with a paper that nobody gets.
    assert _callers("Order") - {"workflow.publishing.pressroom.room.warm"} == set(ORDERED)
    assert set().union(*ORDERED.values()) == {name.rpartition("-")[0] for name in KINDS}


def test_every_kind_is_there_in_both_languages():
    names = {name.rpartition("-")[0] for name in KINDS}
    assert set(KINDS) == {f"{name}-{language}" for name in names for language in ("zh", "en")}

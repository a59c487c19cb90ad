"""The list of kinds is all that the program can print: whatever makes a PDF stands behind one of them."""

import ast
import io
import re
from functools import cache
from pathlib import Path

from pypdf import PdfReader

import workflow
from tests.publishing.kinds import JOINED, KINDS, MAKERS, ORDERED, UNKEPT
from workflow.publishing.faces.fonts import Faces
from workflow.publishing.slips import together

ROOT = Path(workflow.__file__).parent
#: How a string names what the other process is to do: "module:function".
APART = re.compile(r":([a-z_]+)$")


@cache
def _calls() -> list[tuple[str, set[str]]]:
    """Every function of the program as module.function, and how what it calls, here or in the other process, is spelt."""
    found = []
    for file in ROOT.rglob("*.py"):
        module = ".".join(["workflow", *file.relative_to(ROOT).with_suffix("").parts])
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                called = {ast.unparse(call.func) for call in ast.walk(node) if isinstance(call, ast.Call)}
                strings = (one.value for one in ast.walk(node) if isinstance(one, ast.Constant))
                apart = {name[1] for said in strings if isinstance(said, str) and (name := APART.search(said))}
                found.append((f"{module}.{node.name}", called | apart))
    return found


def _callers(called: str) -> set[str]:
    """The functions that call something spelt `called`."""
    return {name for name, calls in _calls() if any(f".{call}".endswith(f".{called}") for call in calls)}


def test_every_pdf_comes_from_the_press():
    assert _callers("write_pdf") == {"workflow.publishing.engine.press.press"}
    writing = [file for file in ROOT.rglob("*.py") if "PdfWriter" in file.read_text(encoding="utf-8")]
    assert {".".join(["workflow", *file.relative_to(ROOT).with_suffix("").parts]) for file in writing} == JOINED


def test_what_is_laid_together_is_the_pages_of_the_press(installed: Faces):
    parts = [KINDS[name](installed) for name in ("slips-zh", "slips-en")]
    pages, joined = [page for part in parts for page in _pages(part)], _pages(together(parts))
    assert len(pages) == 4
    assert joined == pages


def _pages(pdf: bytes) -> list[tuple[bytes, dict[str, bytes]]]:
    """What each page draws, and the programs of the faces that it draws with."""
    found = []
    for page in PdfReader(io.BytesIO(pdf)).pages:
        programs = {}
        for name, font in page["/Resources"]["/Font"].items():  # type: ignore[index]
            described = font["/DescendantFonts"][0]["/FontDescriptor"]
            programs[name] = (described.get("/FontFile3") or described["/FontFile2"]).get_object().get_data()
        contents = page.get_contents()
        assert contents is not None
        found.append((contents.get_data().strip(), programs))
    return found


def test_every_maker_of_papers_is_listed():
    assert _callers("press.press") == set(MAKERS), "list it in tests/publishing/kinds.py with a kind that it draws"


def test_whoever_asks_for_a_paper_is_listed():
    for maker, askers in MAKERS.items():
        # `render` of a template is spelt as a method of it.
        templates = (
            "workflow.publishing.page.",
            "workflow.publishing.slips.draw_slips",
            "workflow.publishing.hearing._press",
        )
        own = {name for name in _callers(maker.rpartition(".")[2]) if not name.startswith(templates)}
        assert own == askers, "list it in tests/publishing/kinds.py with a kind that it draws"


def test_whoever_orders_a_paper_is_listed_with_its_kinds():
    # The pressroom warms itself with a paper that nobody gets.
    assert _callers("Order") - {"workflow.publishing.pressroom.room.warm"} == set(ORDERED)
    assert _callers("draw_all") == set(UNKEPT)
    assert set().union(*ORDERED.values(), *UNKEPT.values()) == {name.rpartition("-")[0] for name in KINDS}


def test_every_kind_is_there_in_both_languages():
    names = {name.rpartition("-")[0] for name in KINDS}
    assert set(KINDS) == {f"{name}-{language}" for name in names for language in ("zh", "en")}

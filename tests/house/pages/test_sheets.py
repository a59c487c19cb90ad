"""The style sheets: they parse, say a thing once, and name no class that nothing wears; no class is worn that nobody knows."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest
import tinycss2
from tinycss2.ast import AtRule, Declaration, Node, ParseError, QualifiedRule

from tests.house.product import ROOT, trees, walked
from workflow.web.shapes.dress import dress

STATIC = ROOT / "workflow" / "web" / "static"
TEMPLATES = sorted((ROOT / "templates").rglob("*.html"))
SHEETS = sorted([*STATIC.rglob("*.css"), *(ROOT / "templates").rglob("*.css")])
SCRIPTS = sorted(path for path in STATIC.rglob("*.js") if path.parent.name != "built")
#: Said twice on purpose: the first for a browser that does not know the second.
FALLBACKS: set[tuple[str, str]] = set()
JINJA = re.compile(r"{%.*?%}|{#.*?#}", re.DOTALL)
SHOWN = re.compile(r"{{.*?}}", re.DOTALL)
CLASS = re.compile(r'\bclass="((?:{{.*?}}|{%.*?%}|[^"{]|{(?![{%]))*)"', re.DOTALL)
#: Given by packages that are bundled into the editor.
PACKAGED = {"ProseMirror-selectednode", "ProseMirror-trailingBreak", "selectedCell"}
#: A size of type: a step of the scale, which stands in the common sheet.
STEP = re.compile(r"var\((--(?:text|hall)[\w-]*)\)")
QUOTED = re.compile(r"""'([^']*)'|"([^"]*)\"""")
A_CLASS = re.compile(r"-?[a-zA-Z_][\w-]*")
#: What a condition compares with, what is looked up, and the key of a table: no class is given by these.
COMPARED = re.compile(r"""(?:==|!=|\bin)\s*(?:\([^()]*\)|'[^']*'|"[^"]*")|\[['"][^\]]*\]|['"][^'"]*['"]:""")

every_sheet = pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.relative_to(ROOT).as_posix())


def source(sheet: Path) -> str:
    """A style sheet; of one that is a template, the names of faces stand for what is put in, and its commands are gone."""
    text = sheet.read_text(encoding="utf-8")
    return (
        text if STATIC in sheet.parents else SHOWN.sub(" x ", JINJA.sub("", text).replace("rows-{{ rows }}", "rows-2"))
    )


def blocks(nodes: list[Node]) -> Iterator[QualifiedRule | AtRule | ParseError]:
    """Every rule and every fault of a sheet, those inside @media and its like as well."""
    for node in nodes:
        if isinstance(node, AtRule | QualifiedRule | ParseError):
            yield node
        if isinstance(node, AtRule) and node.content is not None and node.lower_at_keyword in ("media", "supports"):
            yield from blocks(tinycss2.parse_rule_list(node.content, skip_comments=True, skip_whitespace=True))


@cache
def rules(sheet: Path) -> list[QualifiedRule | AtRule | ParseError]:
    """The rules of a sheet in their order."""
    return list(blocks(tinycss2.parse_stylesheet(source(sheet), skip_comments=True, skip_whitespace=True)))


def inside(rule: QualifiedRule | AtRule) -> list[Node]:
    """What stands between the braces of a rule that holds declarations."""
    if rule.content is None or (
        isinstance(rule, AtRule) and rule.lower_at_keyword in ("media", "supports", "keyframes")
    ):
        return []
    found: list[Node] = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
    return found


@every_sheet
def test_a_sheet_parses(sheet: Path):
    faults = [f"line {one.source_line}: {one.message}" for one in rules(sheet) if isinstance(one, ParseError)]
    for rule in rules(sheet):
        if not isinstance(rule, ParseError):
            faults += [f"line {one.source_line}: {one.message}" for one in inside(rule) if isinstance(one, ParseError)]
    assert not faults, "\n".join(faults)


@every_sheet
def test_a_rule_says_a_thing_once(sheet: Path):
    twice = []
    for rule in rules(sheet):
        if isinstance(rule, ParseError):
            continue
        said: set[str] = set()
        selector = tinycss2.serialize(rule.prelude).strip()
        for one in inside(rule):
            if not isinstance(one, Declaration):
                continue
            if one.name in said and (selector, one.name) not in FALLBACKS:
                twice.append(f"line {one.source_line}: {selector} says {one.name} twice")
            said.add(one.name)
    assert not twice, "\n".join(twice)


def classes_of(sheet: Path) -> set[str]:
    """The classes that a sheet speaks of."""
    found: set[str] = set()

    def look(nodes: list[Node]) -> None:
        before = ""
        for node in nodes:
            if node.type == "ident" and before == ".":
                found.add(node.value)
            before = node.value if node.type == "literal" else ""
            for held in (getattr(node, "arguments", None), getattr(node, "content", None)):
                if held is not None:
                    look(held)

    for rule in rules(sheet):
        if isinstance(rule, QualifiedRule):
            look(rule.prelude)
    return found


@cache
def worn_by(page: Path) -> tuple[frozenset[str], frozenset[str]]:
    """The classes that a template gives, and the beginnings of those that it puts together (depth-, columns-)."""
    whole: set[str] = set()
    begun: set[str] = set()
    for found in CLASS.finditer(re.sub(r"{#.*?#}", "", page.read_text(encoding="utf-8"), flags=re.DOTALL)):
        said = found[1]
        for shown in SHOWN.findall(said):
            for a, b in QUOTED.findall(COMPARED.sub("", shown)):
                whole |= set(A_CLASS.findall(a or b))
        plain = JINJA.sub(" ", said)
        begun |= set(re.findall(r"([\w-]+-){{", plain))
        whole |= set(A_CLASS.findall(re.sub(r"([\w-]+-)?{{.*?}}", " ", plain, flags=re.DOTALL)))
    return frozenset(whole), frozenset(begun)


def worn() -> tuple[frozenset[str], frozenset[str]]:
    """The same of all templates."""
    each = [worn_by(page) for page in TEMPLATES]
    return frozenset().union(*(whole for whole, _ in each)), frozenset().union(*(begun for _, begun in each))


@cache
def words_of_programs() -> frozenset[str]:
    """Every word in a string of the program: the marks of states, kinds of units, what a script sets."""
    found: set[str] = set()
    for tree in trees().values():
        for node in walked(tree):
            if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) < 200:
                found |= set(A_CLASS.findall(node.value))
    for page in TEMPLATES:  # words that a template keeps in a table before it shows them
        for command in JINJA.findall(page.read_text(encoding="utf-8")):
            found |= {word for a, b in QUOTED.findall(command) for word in A_CLASS.findall(a or b)}
    found |= PACKAGED
    for script in SCRIPTS:
        found |= {
            word for a, b in QUOTED.findall(script.read_text(encoding="utf-8")) for word in A_CLASS.findall(a or b)
        }
    return frozenset(found)


@every_sheet
def test_every_class_of_a_sheet_is_worn(sheet: Path):
    whole, begun = worn()
    idle = {
        one
        for one in classes_of(sheet) - whole - words_of_programs()
        if not any(one.startswith(prefix) for prefix in begun)
    }
    assert not idle, f"no template, script or program gives these: {sorted(idle)}"


def test_every_class_that_is_worn_is_known():
    """To a sheet, to a script, or to a test that finds a part of a page by it."""
    known = {one for sheet in SHEETS for one in classes_of(sheet)}
    others = [*SCRIPTS, *(path for path in (ROOT / "tests").rglob("*.py") if path != Path(__file__))]
    text = "\n".join(path.read_text(encoding="utf-8") for path in others)
    known |= set(A_CLASS.findall(text))
    assert sorted(worn()[0] - known) == []


def test_the_reader_of_classes_sees_them():
    """What stands plain, under a condition and put together; what is only compared with is none."""
    found = CLASS.search("""<b class="a{{ ' b' if kind == 'c' }} d-{{ depth }}{% if x %} e{% endif %}">""")
    assert found
    assert found[1].endswith("e{% endif %}")
    assert COMPARED.sub("", "' b' if kind == 'c'") == "' b' if kind "


def test_every_size_of_type_is_a_step_of_the_scale():
    """One scale, named in the sheet that every page has; a sheet that sets another size names a step there or takes one."""
    odd = []
    for sheet in SHEETS:
        if STATIC not in sheet.parents:
            continue  # paper has measures of its own
        for rule in rules(sheet):
            for one in [] if isinstance(rule, ParseError) else inside(rule):
                if not isinstance(one, Declaration) or one.name not in ("font", "font-size"):
                    continue
                said = tinycss2.serialize(one.value).strip()
                if said != "inherit" and not STEP.search(said):
                    odd.append(f"{sheet.name}, line {one.source_line}: {said}")
    assert not odd, "\n".join(odd)


def test_the_scale_stands_in_one_place():
    """A step may be smaller on a small screen; its name is given in the first rule of the common sheet and nowhere else."""
    named: dict[str, list[str]] = {}
    for sheet in SHEETS:
        for rule in rules(sheet):
            for one in [] if isinstance(rule, ParseError) else inside(rule):
                if isinstance(one, Declaration) and one.name.startswith(("--text", "--hall")):
                    named.setdefault(one.name, []).append(sheet.name)
    assert {sheet for sheets in named.values() for sheet in sheets} == {"base.css"}
    assert len([one for one in named if one.startswith("--text")]) <= 13
    used = {step for sheet in SHEETS for step in STEP.findall(source(sheet))}
    assert used == set(named)


@cache
def parts(template: str) -> frozenset[str]:
    """A template and everything that it extends, imports or includes."""
    text = (ROOT / "templates" / template).read_text(encoding="utf-8")
    named = re.findall(r"""{%-? *(?:import|include|from|extends) ["']([^"']+)["']""", text)
    return frozenset({template}).union(*(parts(one) for one in named))


PAGES = [
    name
    for page in TEMPLATES
    if "web" in page.parts
    and '"web/shapes/base.html"' in page.read_text(encoding="utf-8")
    and (name := page.relative_to(ROOT / "templates").as_posix())
]


@pytest.mark.parametrize("page", PAGES)
def test_a_page_has_the_sheet_of_every_class_that_it_wears(page: str):
    """No page lost a style when the sheets were parted: what some sheet of the web says of a class, one of its own says."""
    loaded = {one for name in dress(page.removeprefix("web/"))["sheets"] for one in classes_of(STATIC / name)}
    anywhere = {one for sheet in SHEETS if STATIC in sheet.parents for one in classes_of(sheet)}
    wears = {one for part in parts(page) for one in worn_by(ROOT / "templates" / part)[0]}
    assert sorted((wears & anywhere) - loaded) == []


def test_every_sheet_and_script_is_loaded():
    """By the name of a room, or by a room that borrows it."""
    had = {one for page in PAGES for files in dress(page.removeprefix("web/")).values() for one in files}
    assert had == {path.name for path in STATIC.iterdir() if path.suffix in (".css", ".js")}

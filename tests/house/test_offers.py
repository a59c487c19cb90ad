"""A page asks offers and words: it holds nothing against a state and against no name of a desk. Those are the rules' to know.

Read from the syntax trees of every module of the browser and of every template, so that a door added tomorrow is met too.
"""

import ast
from collections.abc import Iterator

import pytest
from jinja2 import Environment, nodes

from tests.house.product import ROOT, sources, trees, walked
from workflow.rules import states
from workflow.rules.states import InTime, State

MODULES = [f"workflow/{name}" for name in sorted(sources()) if name.startswith("web/")]
TEMPLATES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "templates").rglob("*.html"))]
#: Modules of the browser that name states, with the reason.
NAMES_STATES = {
    "workflow/web/shapes/standing_words.py": "words and the colour of each state; decides nothing",
    "workflow/web/shapes/showing.py": "the type of what is given to the mark of a state",
    "workflow/web/specimens/specimens.py": "every state at once, to be looked at",
    "workflow/web/desk/workbench.py": "asks the rule of every state what a statement that reads many may find",
    "workflow/web/library/record.py": "a type of what is handed on to the rule",
    "workflow/web/library/shelves.py": "a type of what a list holds",
}
#: What those modules may do with `State`: go through it, or say that something is one.
OF_ALL = set(NAMES_STATES) - {"workflow/web/shapes/standing_words.py"}
#: What gives words for a state, and takes nothing else from it.
WORDING = {"state_mark", "name"}
#: Sets of states: what stands in one is asked of a function of the rules.
SETS = {name for name, value in vars(states).items() if name.isupper() and isinstance(value, frozenset | tuple)}
VALUES = {one.value for one in (*State, *InTime)}


def tree_of(module: str) -> ast.Module:
    """A module of the browser."""
    return trees()[module.removeprefix("workflow/")]


def imported(tree: ast.Module) -> set[str]:
    """What a module takes from the rules of states, under the names it gives them."""
    return {
        alias.asname or alias.name
        for node in walked(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "workflow.rules.states"
        for alias in node.names
    }


def deciding(tree: ast.Module) -> Iterator[str]:
    """What in a module of the browser decides by a state."""
    taken = imported(tree)
    for node in walked(tree):
        if isinstance(node, ast.Compare):
            inside = [one for side in (node.left, *node.comparators) for one in ast.walk(side)]
            if any(isinstance(one, ast.Attribute) and one.attr in ("state", "shown") for one in inside):
                yield ast.unparse(node)
        if isinstance(node, ast.Match) and any(
            isinstance(one, ast.Attribute) and one.attr == "state" for one in ast.walk(node.subject)
        ):
            yield ast.unparse(node.subject)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in ("in_", "not_in"):
            named = [one for one in ast.walk(node.func.value) if isinstance(one, ast.Attribute) and one.attr == "state"]
            if named and not (isinstance(node.args[0], ast.Name) and node.args[0].id.endswith("_states")):
                yield ast.unparse(node)
        if isinstance(node, ast.Attribute) and getattr(node.value, "id", "") in taken & {"State", "InTime"}:
            yield ast.unparse(node)
        if isinstance(node, ast.Name) and node.id in taken & SETS:
            yield node.id
        if (
            isinstance(node, ast.Attribute)
            and node.attr in ("blueprint", "blueprints")
            and isinstance(node.ctx, ast.Load)
        ):
            yield ast.unparse(node)


@pytest.mark.parametrize("module", MODULES)
def test_a_module_of_the_browser_decides_nothing_by_a_state(module: str):
    """Ask `leads_from(verb, …)`, an offer, or a question of `rules/states.py`, which stands there once for every door."""
    found = list(deciding(tree_of(module))) if module in OF_ALL or module not in NAMES_STATES else []
    assert found == []
    if {"State", "InTime"} & imported(tree_of(module)):
        assert module in NAMES_STATES, "the browser does not need to know the states"


def test_the_list_of_modules_that_name_states_is_not_longer_than_they_are():
    assert {one for one in MODULES if {"State", "InTime"} & imported(tree_of(one))} == set(NAMES_STATES)


def outside_words(template: nodes.Template) -> Iterator[str]:
    """Where a template takes a state and does not have it put into words; what it holds against the name of a desk."""
    worded = {
        id(one)
        for call in template.find_all(nodes.Call)
        if isinstance(call.node, nodes.Name) and call.node.name in WORDING
        for argument in call.args
        for one in (argument, *argument.find_all(nodes.Getattr))
    }
    for one in template.find_all((nodes.Getattr, nodes.Name)):
        state = (one.attr if isinstance(one, nodes.Getattr) else getattr(one, "name", "")) == "state"
        if state and id(one) not in worded and getattr(one, "ctx", "load") == "load":
            yield f"line {one.lineno}: a state outside {' and '.join(sorted(WORDING))}"
        if isinstance(one, nodes.Getattr) and one.attr in ("blueprint", "blueprints"):
            yield f"line {one.lineno}: the name of a desk"
    for one in template.find_all(nodes.Compare):
        if any(
            isinstance(side, nodes.Getattr) and side.attr == "endpoint"
            for side in (one.expr, *[o.expr for o in one.ops])
        ):
            yield f"line {one.lineno}: the name of a page"
    for one in template.find_all(nodes.Filter):
        if one.name in ("selectattr", "rejectattr", "groupby", "map", "sort"):
            named = [arg.value for arg in (*one.args, *(k.value for k in one.kwargs)) if isinstance(arg, nodes.Const)]
            if any(str(value).split(".")[0] == "state" or str(value).endswith(".state") for value in named):
                yield f"line {one.lineno}: chosen by a state"


@pytest.mark.parametrize("template", TEMPLATES)
def test_a_template_puts_states_into_words_and_asks_nothing_else_of_them(template: str):
    reader = Environment(autoescape=True, extensions=["jinja2.ext.do"])
    parsed = reader.parse((ROOT / template).read_text(encoding="utf-8"))
    assert list(outside_words(parsed)) == []


@pytest.mark.parametrize(
    "faulty",
    [
        "{% if edition.state.value == 'issued' %}x{% endif %}",
        "{% set at = edition.state %}{{ name(at) }}",
        "{{ rows|selectattr('state', 'equalto', 'issued') }}",
        "{{ rows|map(attribute='edition.state')|list }}",
        "{{ 'x' if name(a.state) else b.state }}",
        "{% if request.blueprint == 'review' %}x{% endif %}",
        "{% if request.endpoint == 'people.everybody' %}x{% endif %}",
        "{% for state in states %}{% if state == first %}x{% endif %}{% endfor %}",
    ],
)
def test_the_reader_of_templates_finds_each_way(faulty: str):
    assert list(outside_words(Environment(autoescape=True).parse(faulty)))


@pytest.mark.parametrize(
    "faulty",
    [
        "x = edition.state is State.ISSUED",
        "x = edition.state in open_ones",
        "x = one.edition.state.value == 'issued'",
        "x = {State.ISSUED: 1}[edition.state]",
        "x = select(Edition).where(Edition.state == wanted)",
        "x = select(Edition).where(col(Edition.state).not_in(ENDED))",
        "x = select(Edition).where(col(Edition.state).in_(PUBLISHED))",
        "x = ENDED",
        "match edition.state:\n case 1: pass",
        "x = request.blueprint == 'review'",
    ],
)
def test_the_reader_of_modules_finds_each_way(faulty: str):
    assert list(deciding(ast.parse(f"from workflow.rules.states import ENDED, PUBLISHED, State\n{faulty}")))


def test_every_state_is_a_word_of_some_page():
    """An edition that stands somewhere without a word for it would be drawn as nothing."""
    from workflow.web.shapes.standing_words import REPORT_WAITS, TONES, WAITS

    assert set(TONES) == {*State, *InTime}
    assert {*State} - set(WAITS) == {State.IN_REVIEW, *states.ENDED}
    assert set(REPORT_WAITS) == set(WAITS)


def test_the_desk_asks_the_rule_who_may():
    """What may stand on somebody's desk follows from the moves (`may_hold`) and from who reads what, never from an office
    that the page names: a move that is given to another office would otherwise be offered to the old one."""
    named = [
        f"{name}:{node.lineno}: {ast.unparse(node)}"
        for name in MODULES
        if name.startswith("workflow/web/desk/")
        for node in walked(tree_of(name))
        if isinstance(node, ast.Attribute) and ast.unparse(node.value) == "Role"
    ]
    assert named == []

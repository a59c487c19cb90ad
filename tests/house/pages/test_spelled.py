"""A template asks a value what it is (`outcome.is_carried`) or names a member (`Kind.ARTICLE`); it spells no word of a vocabulary.

What is looked for are the values of every enumeration of words in the product, found in its modules, so that one that is made
tomorrow is looked for too.
"""

from collections.abc import Iterator
from functools import cache

import pytest
from jinja2 import Environment, nodes

from tests.house.product import ROOT, enumerations
from workflow.web.shapes.showing import MEMBERS

TEMPLATES = [path.relative_to(ROOT).as_posix() for path in sorted((ROOT / "templates").rglob("*")) if path.is_file()]
#: Filters that hold a field of each row against a value, which is their third argument.
CHOOSING = ("selectattr", "rejectattr")
#: What is held against a word that some vocabulary has as well, and whose word it is there.
ANOTHERS = {
    "at": "the name of a form on the page: which of them was refused",
    "problems": "the name of a field of the form",
    "request.args.get('sort')": "a word of the address",
}


def read(source: str) -> nodes.Template:
    return Environment(autoescape=True, extensions=["jinja2.ext.do"]).parse(source)


@cache
def template_at(path: str) -> nodes.Template:
    return read((ROOT / path).read_text(encoding="utf-8"))


def said(node: nodes.Node) -> set[str]:
    """The strings that an expression spells: one, or those of a list."""
    if isinstance(node, nodes.Const):
        return {node.value} if isinstance(node.value, str) else set()
    items: list[nodes.Expr] = node.items if isinstance(node, nodes.Tuple | nodes.List) else []
    return set().union(*map(said, items))


def told(node: nodes.Node) -> str:
    """What an expression asks, as it would be written."""
    if isinstance(node, nodes.Name):
        return node.name
    if isinstance(node, nodes.Getattr):
        return f"{told(node.node)}.{node.attr}"
    if isinstance(node, nodes.Call):
        return f"{told(node.node)}({', '.join(map(told, node.args))})"
    return repr(node.value) if isinstance(node, nodes.Const) else type(node).__name__


def spelled(template: nodes.Template) -> Iterator[tuple[int, str, set[str]]]:
    """Where a template holds something against strings, or looks it up among them: the line, what, the strings."""
    for compared in template.find_all(nodes.Compare):
        sides = [compared.expr, *(one.expr for one in compared.ops)]
        asked = [told(side) for side in sides if not said(side)]
        yield compared.lineno, " ".join(asked), set().union(*map(said, sides))
    for tested in template.find_all(nodes.Test):
        yield tested.lineno, told(tested.node), set().union(*map(said, tested.args))
    for chosen in template.find_all(nodes.Filter):
        if chosen.name in CHOOSING:
            yield chosen.lineno, " ".join(map(told, chosen.args[:1])), set().union(*map(said, chosen.args[2:]))


def listed(template: nodes.Template) -> Iterator[tuple[int, set[str]]]:
    """Where a template lists several strings and nothing else, as keys of a table or in a row: the line, the strings."""
    for table in template.find_all(nodes.Dict):
        keys = [pair.key for pair in table.items]
        if len(keys) > 1 and all(said(key) for key in keys):
            yield table.lineno, set().union(*map(said, keys))
    rows: list[nodes.Tuple | nodes.List] = [*template.find_all(nodes.Tuple), *template.find_all(nodes.List)]
    for row in rows:
        if len(row.items) > 1 and all(isinstance(one, nodes.Const) and said(one) for one in row.items):
            yield row.lineno, said(row)


def faults(template: nodes.Template) -> Iterator[str]:
    """Where it spells a word of a vocabulary: one of those asked for, or nothing but such words in a list."""
    for line, what, words in spelled(template):
        for name, known in enumerations().items():
            if words & known and what not in ANOTHERS:
                yield f"line {line}: {what} against {sorted(words & known)} of {name}"
    for line, words in listed(template):
        yield from (
            f"line {line}: {sorted(words)} of {name}" for name, known in enumerations().items() if words <= known
        )


def test_every_room_s_vocabularies_are_known():
    assert {
        "workflow.text.tree.Kind",
        "workflow.rules.congress.votes.Outcome",
        "workflow.rules.states.State",
        "workflow.lifecycle.review.delegating.Stands",
        "workflow.records.regulation.RegulationKind",
        "workflow.publishing.values.facts.Paper",
        "workflow.web.people.dated.Holds",
        "workflow.words.Language",
    } <= enumerations().keys()
    assert len(enumerations()) > 50


@pytest.mark.parametrize("template", TEMPLATES)
def test_no_template_spells_a_word_of_a_vocabulary(template: str):
    """Give the vocabulary a question (`is_…`), or its name to the templates (`MEMBERS` of web/shapes/showing.py)."""
    assert list(faults(template_at(template))) == []


def test_no_exception_outlives_its_reason():
    met = set()
    for template in TEMPLATES:
        for _, what, words in spelled(template_at(template)):
            if any(words & known for known in enumerations().values()):
                met.add(what)
    assert met == set(ANOTHERS)


def test_every_member_that_a_template_names_is_there():
    """A page is drawn with what it does not find left blank, so a misspelt member would be a sentence that never comes true."""
    known = {one.__name__: set(one.__members__) for one in MEMBERS}
    named = {
        (template, one.node.name, one.attr)
        for template in TEMPLATES
        for one in template_at(template).find_all(nodes.Getattr)
        if isinstance(one.node, nodes.Name) and one.node.name in known
    }
    assert [(where, name, member) for where, name, member in sorted(named) if member not in known[name]] == []
    assert {name for _, name, _ in named} == set(known), "what no template names need not be given to them"


@pytest.mark.parametrize(
    "planted",
    [
        "{% if result.outcome.value == 'carried' %}x{% endif %}",
        "{{ 'x' if 'no_quorum' != result.outcome }}",
        "{% if unit.kind in ('item', 'subitem') %}x{% endif %}",
        "{{ units|selectattr('kind', 'equalto', 'title')|list }}",
        "{{ units|rejectattr('kind', 'in', ['title'])|list }}",
        "{% if unit.kind is eq('annex') %}x{% endif %}",
        "{{ {'runs': 'a', 'lapsed': 'b'}[now] }}",
        "{% for one in ('zh', 'en') %}x{% endfor %}",
        "{% if at == 'note' and one.kind == 'note' %}x{% endif %}",
    ],
)
def test_a_planted_word_is_found(planted: str):
    assert list(faults(read(planted)))


@pytest.mark.parametrize(
    "sound",
    [
        "{% if result.outcome.is_carried or unit.kind == Kind.TITLE %}x{% endif %}",
        "{% if at == 'note' %}x{% endif %}",
        "{{ rows|selectattr('number', 'lt', 3)|list }}",
        "{{ t('title', 'note') }}",
        "{{ {'zh': 1, 'line': 2}[x] }}",
    ],
)
def test_another_s_word_is_not_taken_for_one(sound: str):
    assert list(faults(read(sound))) == []

"""What is known is typed: words of a vocabulary are its members, a written row has a number, and no 0 stands in for nothing."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from importlib import import_module
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house.product import enumerations, trees, walked
from workflow.records import tables
from workflow.records.tables import metadata

#: Where a word of a vocabulary is compared as it is spelled, because it is another's word: (module, expression) → whose.
ANOTHERS = {
    (
        "publishing/word/reading/styles.py",
        "element.get(qualified('w:type')) == 'paragraph'",
    ): "a word of Word's own files",
    ("text/references/english.py", "word.lower() == 'section'"): "an English word as printed, which names an article",
    ("text/strings/matching.py", "kind == '='"): "a letter of the library's own scripts",
    ("text/strings/matching.py", "kind != '+'"): "a letter of the library's own scripts",
    ("text/strings/matching.py", "kind != '-'"): "a letter of the library's own scripts",
    ("commands/arguments.py", "file == '-'"): "standard input, as every command calls it",
    ("web/request/files.py", "one.why in ('markup', 'entities')"): "why a line reads otherwise than it was typed",
    (
        "publishing/word/symbols.py",
        "font.lower().startswith(('wingdings', 'webdings', 'symbol', 'mt extra'))",
    ): "the name of a font",
    (
        "publishing/word/reading/inline.py",
        "(part.get('ProgID') or '').lower().startswith(('equation', 'mathtype'))",
    ): "the name of a program",
    (
        "publishing/word/reading/inline.py",
        "(made_by.get('ProgID') or '').lower().startswith(('equation', 'mathtype'))",
    ): "the name of a program",
    ("publishing/word/reading/numbering.py", "own.style == 'bullet'"): "a word of Word's own files",
}
#: Where a vocabulary is meant besides the room in which it is made ("" is everywhere).
ALSO = {
    "Mark": ("",),
    "Guessed": ("web/sheet/", "web/request/files.py"),
    "Paper": (
        "publishing/page.py",
        "publishing/pressroom/",
        "publishing/word/writing/",
        "papers.py",
        "web/draft/word.py",
    ),
}


@cache
def vocabularies() -> dict[str, tuple[tuple[str, ...], frozenset[str]]]:
    """Each vocabulary by its name: where its words are looked for, and its words.

    Those of everybody, in words.py and in the tree of a text, are looked for everywhere, others where they were made and
    where `ALSO` says.
    """
    found = {}
    for name, tree in trees().items():
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and any(ast.unparse(one) == "Vocabulary" for one in node.bases):
                module = import_module("workflow." + name.removesuffix(".py").replace("/", "."))
                folders = name.split("/")[:-1]
                where = "/".join(folders[:2]) + "/" if len(folders) > 1 else ""
                found[node.name] = (
                    (where, *ALSO.get(node.name, ())),
                    frozenset(one.value for one in getattr(module, node.name)),
                )
    return found


def spelled(node: ast.expr) -> set[str]:
    """The strings that an expression spells: one, or those of a display or of a set that is made of one."""
    if isinstance(node, ast.Constant):
        return {node.value} if isinstance(node.value, str) else set()
    if isinstance(node, ast.Tuple | ast.Set | ast.List):
        return set().union(*map(spelled, node.elts))
    if isinstance(node, ast.BinOp):
        return spelled(node.left) | spelled(node.right)
    if isinstance(node, ast.Call) and ast.unparse(node.func) in ("set", "frozenset", "tuple"):
        return set().union(*map(spelled, node.args))
    return set()


class Spelled(NamedTuple):
    """A place where strings are asked for, or where a display lists them and nothing else."""

    node: ast.AST
    words: frozenset[str]
    is_list: bool = False

    def tells(self, vocabulary: frozenset[str]) -> bool:
        """Whether the strings are words of a vocabulary: one of those asked for, all of those listed."""
        return self.words <= vocabulary if self.is_list else bool(self.words & vocabulary)


def bare(tree: ast.AST) -> Iterator[Spelled]:
    """Where a tree spells strings: comparisons, cases, beginnings; displays and keys of more than one string."""
    for node in walked(tree):
        asked: set[str] = set()
        if isinstance(node, ast.Compare):
            asked = set().union(*map(spelled, (node.left, *node.comparators)))
        elif isinstance(node, ast.MatchValue):
            asked = spelled(node.value)
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "startswith":
            asked = set().union(*map(spelled, node.args))
        if asked:
            yield Spelled(node, frozenset(asked))
        listed = node.elts if isinstance(node, ast.Tuple | ast.Set | ast.List) else []
        listed = [one for one in node.keys if one is not None] if isinstance(node, ast.Dict) else listed
        if len(listed) > 1 and all(isinstance(one, ast.Constant) and isinstance(one.value, str) for one in listed):
            yield Spelled(node, frozenset().union(*map(spelled, listed)), is_list=True)


def test_no_word_of_a_vocabulary_is_spelled_where_it_is_asked_for():
    """Write `Kind.ARTICLE`: a misspelt member is an error, a misspelt string is a sentence that never comes true.

    Languages, scripts and kinds compare equal to their strings, so no behaviour tells one from the other; only this does.
    """
    assert {
        "Language",
        "Script",
        "Kind",
        "Apart",
        "Reach",
        "Portion",
        "Fate",
        "Verb",
        "Side",
        "Less",
        "Mark",
        "Guessed",
        "Paper",
    } <= vocabularies().keys()
    found, met = [], set()
    for name, tree in trees().items():
        if name.startswith(("bootstrap/", "records/migrations/versions/")):
            continue
        for one in bare(tree):
            for vocabulary, (where, words) in vocabularies().items():
                if name.startswith(where) and one.tells(words):
                    said = ast.unparse(one.node)
                    known = {place for place in ANOTHERS if place[0] == name and said in place[1]}
                    met |= known
                    found += [] if known else [f"{name}:{getattr(one.node, 'lineno', 0)}: {said} ({vocabulary})"]
    assert found == []
    assert met == ANOTHERS.keys(), "an exception that is needed no more goes"


def values_spelled(tree: ast.AST) -> Iterator[ast.Compare]:
    """Where the value of a member is held against a string that is a value of some enumeration: `one.asks.value == "empty"`."""
    for node in walked(tree):
        if isinstance(node, ast.Compare):
            sides = (node.left, *node.comparators)
            said = set().union(*map(spelled, sides))
            asked = any(isinstance(one, ast.Attribute) and one.attr == "value" for one in sides)
            if asked and any(said & words for words in enumerations().values()):
                yield node


def test_no_value_of_an_enumeration_is_asked_for_as_it_is_spelled():
    """Ask `one.asks is Asks.EMPTY`: a misspelt string is a sentence that never comes true, in any enumeration."""
    found = [
        f"{name}:{node.lineno}: {ast.unparse(node)}" for name, tree in trees().items() for node in values_spelled(tree)
    ]
    assert found == []


@pytest.mark.parametrize(
    "planted", ["one.asks.value == 'empty'", "x.outcome.value in ('carried', 'x')", "'zh' != a.value"]
)
def test_a_planted_value_is_found(planted: str):
    assert list(values_spelled(ast.parse(planted)))


@pytest.mark.parametrize(
    "planted",
    [
        "unit.kind == 'article'",
        "'article' != unit.kind",
        "unit.kind in ('item', 'subitem')",
        "unit.kind not in {'item'}",
        "unit.kind in frozenset({'item', 'x'})",
        "unit.kind in CONTAINERS | {'article'}",
        "document.language.startswith('en')",
        "FRONT = ('title', 'note')",
        "NAMES = {'title': 1, 'note': 2}",
        "match kind:\n    case 'annex': pass",
    ],
)
def test_a_planted_string_is_found(planted: str):
    assert [one for one in bare(ast.parse(planted)) for _, words in vocabularies().values() if one.tells(words)]


@pytest.mark.parametrize(
    "told", ["{'zh': x, 'line': y}", "form['language']", "t('title', 'note')", "x == 'paragraphs'"]
)
def test_a_key_or_a_name_is_not_taken_for_a_word(told: str):
    assert not [one for one in bare(ast.parse(told)) for _, words in vocabularies().values() if one.tells(words)]


@cache
def typed() -> dict[str, set[str]]:
    """Names of fields and of arguments that are said to be of a vocabulary, and of which."""
    found: dict[str, set[str]] = {}
    for tree in trees().values():
        for node in walked(tree):
            name, said = "", None
            if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
                name, said = node.target.id, node.annotation
            elif isinstance(node, ast.arg):
                name, said = node.arg, node.annotation
            told = {one.id for one in ast.walk(said) if isinstance(one, ast.Name)} if said is not None else set()
            if told & vocabularies().keys():
                found.setdefault(name, set()).update(told & vocabularies().keys())
    return found


def handed(tree: ast.AST, names: dict[str, set[str]]) -> Iterator[tuple[ast.keyword, str]]:
    """Where a word is given to such a name as it is spelled: `emit(verb, places, side="in")`. No type tells where the
    names go through `**more`."""
    for node in walked(tree):
        if isinstance(node, ast.keyword) and node.arg in names:
            for vocabulary in names[node.arg]:
                if spelled(node.value) & vocabularies()[vocabulary][1]:
                    yield node, vocabulary


def test_no_word_of_a_vocabulary_is_handed_over_as_it_is_spelled():
    names = typed()
    assert {"kind", "verb", "side", "unit", "part", "language", "strange"} <= names.keys()
    found = [
        f"{name}:{node.value.lineno}: {node.arg}={ast.unparse(node.value)} ({vocabulary})"
        for name, tree in trees().items()
        if not name.startswith(("bootstrap/", "records/migrations/versions/"))
        for node, vocabulary in handed(tree, names)
        if name.startswith(vocabularies()[vocabulary][0])
    ]
    assert found == []


@pytest.mark.parametrize("planted", ["emit(x, side='in')", "replace(place, part='lead')", "Guess(1, kind='note')"])
def test_a_planted_word_that_is_handed_over_is_found(planted: str):
    assert list(handed(ast.parse(planted), typed()))


def zeros(tree: ast.AST) -> Iterator[ast.BoolOp]:
    """Where `or 0` makes a number out of nothing; -1 and "" behind the number of a row as well."""
    for node in walked(tree):
        if isinstance(node, ast.BoolOp) and isinstance(node.op, ast.Or):
            for before, last in zip(node.values, node.values[1:], strict=False):
                stands_in = last.operand if isinstance(last, ast.UnaryOp) else last
                value = stands_in.value if isinstance(stands_in, ast.Constant) else None
                number = isinstance(value, int | float) and not isinstance(value, bool)
                is_row = isinstance(before, ast.Attribute) and before.attr.split("_")[-1] == "id"
                if (number and value == 0) or (is_row and (number or value == "")):
                    yield node


def test_no_0_stands_in_for_nothing():
    """A row has its number by its type (write `row.id`). Elsewhere say what nothing means: a name, or a branch of its own.

    `or 0` also swallows the 0 that was meant, and tells mypy that all is well.
    """
    found = [f"{name}:{node.lineno}: {ast.unparse(node)}" for name, tree in trees().items() for node in zeros(tree)]
    assert found == []


@pytest.mark.parametrize(
    "planted", ["whole_in(x) or 0", "a or b or 0", "f(x or 0.0)", "row.id or -1", "row.base_id or ''"]
)
def test_a_planted_0_is_found(planted: str):
    assert list(zeros(ast.parse(planted)))
    assert not list(zeros(ast.parse("x or 1, x or None, x or '', x or False, x or y")))


def test_the_number_of_a_row_is_a_number_by_its_type():
    """`id: int = Field(default=None, primary_key=True)`, so that mypy knows it wherever a row is read."""
    checked = 0
    for module in tables.MODULES:
        for model in vars(module).values():
            if getattr(model, "__module__", "") != module.__name__ or not hasattr(model, "model_fields"):
                continue
            for name in [one.name for one in metadata.tables[model.__tablename__].primary_key]:
                assert "None" not in str(model.__annotations__[name]), f"{model.__name__}.{name}"
                checked += 1
    assert checked >= 60


# One noun a family: *import* (a file into a draft or an entry), *return* (a Word draft that comes back), *entry* (the past) ------

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
#: Words that say one of the three nouns over again; in names, whole words of them.
OTHER_NAMES = {
    "upload",
    "uploads",
    "uploaded",
    "intake",
    "incoming",
    "bring",
    "brought",
    "past",
    "historic",
    "historical",
}
#: The same in sentences about the code.
OTHER_WORDS = re.compile(
    r"\buploads?\b|\buploaded\b|\bintake\b|\bhistoric\w*|\bbrought (?:in|back)\b|\btaken in\b|\bon (?:its|their) way in\b"
    r"|\bthe past\b|\bpast (?:text|edition|regulation)s?\b",
    re.IGNORECASE,
)
#: Where one of them stands all the same, with the reason.
NAMED_SO = {
    "lifecycle/draft/suggesting.py:bring_back": "a verb of the page of moves, as it stands in every event",
    "web/draft/returned.py:bring_back": "the same verb",
    "records/text/incoming.py:incoming": "the name of the table",
    "records/text/incoming.py:Incoming": "the name of the table",
    "records/database/installation.py:_bring_up_to_date": "a database, not a file",
}
SAID_SO = {
    "lifecycle/people/offices.py": "the past of an office, on a day",
    "rules/facts.py": "a decision taken in somebody's name",
    "records/database/columns.py": "a value, into a row and out of it",
}


def words_in(name: str) -> set[str]:
    """The words of a name, whichever way they are joined."""
    return set(re.findall(r"[a-z]+", re.sub(r"([A-Z])", r"_\1", name).lower()))


def test_a_file_is_imported_or_returned_and_the_past_is_entered():
    """Every module, function, class, page, class of a sheet and room of templates."""
    found = set()
    for name, tree in trees().items():
        if "/migrations/" in name:
            continue
        places = [*Path(name).with_suffix("").parts]
        places += [one.name for one in walked(tree) if isinstance(one, ast.FunctionDef | ast.ClassDef)]
        places += [
            str(one.args[0].value)
            for one in walked(tree)
            if isinstance(one, ast.Call)
            and getattr(one.func, "id", "") == "Blueprint"
            and isinstance(one.args[0], ast.Constant)
        ]
        found |= {f"{name}:{one}" for one in places if words_in(one) & OTHER_NAMES}
    pages = [one.relative_to(TEMPLATES).as_posix() for one in TEMPLATES.rglob("*.html")]
    assert found == set(NAMED_SO)
    assert [one for one in pages if words_in(one) & OTHER_NAMES] == []
    assert len(pages) > 30


def test_what_is_said_of_the_code_uses_the_same_nouns():
    told = {}
    for name, tree in trees().items():
        if "/migrations/" in name:
            continue
        for one in walked(tree):
            if isinstance(one, ast.Module | ast.FunctionDef | ast.ClassDef):
                words = OTHER_WORDS.search(ast.get_docstring(one) or "")
                if words:
                    told[name] = words[0]
    assert {name: words for name, words in told.items() if name not in SAID_SO} == {}
    assert set(SAID_SO) == set(told)
    comments = [
        f"{path.name}: {found[0]}"
        for path in TEMPLATES.rglob("*.html")
        for said in re.findall(r"{#.*?#}", path.read_text(encoding="utf-8"), re.DOTALL)
        if (found := OTHER_WORDS.search(said))
    ]
    assert comments == []

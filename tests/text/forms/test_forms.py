"""Papers in the forms that enterprises have, read as their author marked them by hand (see README.md in this folder)."""

import json
import random
import re
import unicodedata
from collections import Counter
from dataclasses import replace
from difflib import SequenceMatcher
from pathlib import Path
from typing import Any

import pytest

from workflow.text.comparing.compare import Fate, compare
from workflow.text.labels.clauses import clause
from workflow.text.labels.marks import mark
from workflow.text.labels.standing import clause_paths
from workflow.text.reading.doubts.unnumbered import proposed
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.references.find import references
from workflow.text.references.named_places import captions
from workflow.text.references.renumber import renumber
from workflow.text.references.rewrite import renumber_and_rewrite
from workflow.text.tree import CONTAINERS, LISTED, Document, Kind, Provision

FOLDER = Path(__file__).parent
NAMES = sorted(file.stem for file in FOLDER.glob("*.json"))
#: Texts in which nothing has a number: a person is asked which lines are headings, and answers as the author of the key did.
ASKED = {"gangwei_huayan"}
#: Units that are read beyond the key: the changes that a foreword lists, an annex without a number, who signs as “I. Brandt”
#: and the list of attachments below.
MORE = {"caozuo_lengzha": 3, "fangan_jiangben": 1, "en_notice_shutdown": 4}
_STATUS = re.compile("^[（(](?:规范性|资料性|normative|informative)(?:附录)?[）)]", re.I)
Path_ = tuple[str, ...]


def key(name: str) -> dict[str, Any]:
    told: dict[str, Any] = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return told


def words(name: str) -> str:
    text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
    if name not in ASKED:
        return text
    depths = {unit["heading"]: len(unit["path"]) + 1 for unit in key(name)["units"] if not unit["label"]}
    return "\n".join(mark(depths[line]) + line if line in depths else line for line in text.split("\n"))


def test_what_is_asked_about_is_what_may_be_a_heading():
    """Every heading of the author is proposed, at its depth, and one ornament that the key leaves to the person."""
    for name in ASKED:
        text = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")
        want = [(len(unit["path"]) + 1, unit["heading"]) for unit in key(name)["units"] if not unit["label"]]
        got = [(one.depth, one.words) for one in proposed(parse(text).document)]
        assert [one for one in got if one[1] != "基本职责与工作要求"] == want
        assert len(got) == len(want) + 1


@pytest.mark.parametrize("name", [name for name in NAMES if name not in ASKED])
def test_nothing_is_asked_where_the_text_says_itself_what_its_units_are(name: str):
    assert proposed(parse((FOLDER / f"{name}.txt").read_text(encoding="utf-8")).document) == []


def plain(label: str) -> str:
    """A label without the way in which it is printed: １．１ is 1.1, （1） is (1), 2、 is 2."""
    label = unicodedata.normalize("NFKC", "".join(label.split()))
    return label.rstrip("、.") if label[:1].isdecimal() else label


def beginning(unit: Provision) -> str:
    """The first words of a unit, its heading or its text."""
    own = unit.heading or unit.text or (unit.children[0].text if unit.children else "")
    return _STATUS.sub("", "".join(own.split())).lstrip("【（(")[:4]


def wanted(told: dict[str, Any]) -> list[tuple[Path_, str]]:
    """The path and the first words of every unit of a key; the title of a regulation that is issued is no unit."""
    issued = set(told.get("issued", ()))
    return [
        (
            (*(plain(one) for one in unit["path"] if one not in issued), plain(unit["label"])),
            "".join(unit["begins"].split()).lstrip("【（(")[:4],
        )
        for unit in told["units"]
    ]


def units(document: Document) -> list[tuple[Path_, str]]:
    """The same of a tree."""
    found: list[tuple[Path_, str]] = []
    paths = clause_paths(document.root)

    def visit(parent: Provision, above: Path_) -> None:
        for unit in parent.children:
            label = plain(unit.label)
            if unit.kind == Kind.HEADING and not unit.label:
                found.append(((*above, ""), beginning(unit)))
                visit(unit, (*above, unit.heading))
            elif unit.kind in CONTAINERS:
                own = (label,) if label and label != "附件" else ()
                if own:
                    found.append(((*above, *own), beginning(unit)))
                visit(unit, (*above, *own))
            elif unit.kind == Kind.ARTICLE:
                between = [plain(one.label) for one in paths.get(id(unit), ()) if one.kind == Kind.ARTICLE]
                found.append(((*above, *between, label), beginning(unit)))
                visit(unit, found[-1][0])
            elif unit.kind in LISTED:
                found.append(((*above, label), beginning(unit)))
                visit(unit, found[-1][0])
            else:
                visit(unit, above)

    visit(document.root, ())
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_unit_is_found_where_its_author_put_it(name: str):
    want, got = wanted(key(name)), units(parse(words(name)).document)
    same = SequenceMatcher(None, [path for path, _ in want], [path for path, _ in got], autojunk=False)
    missed = [want[at] for op, start, stop, *_ in same.get_opcodes() if op != "equal" for at in range(start, stop)]
    more = [got[at] for op, _, _, start, stop in same.get_opcodes() if op != "equal" for at in range(start, stop)]
    assert missed == []
    assert len(more) == MORE.get(name, 0), more
    for block in same.get_matching_blocks():
        for at in range(block.size):
            ours, theirs = got[block.b + at][1], want[block.a + at][1]
            assert ours.startswith(theirs) or theirs.startswith(ours), (got[block.b + at], want[block.a + at])


@pytest.mark.parametrize("name", NAMES)
def test_the_title_is_the_one_its_author_gave_it(name: str):
    """The key leaves out whose paper it is; a text whose name begins with it may keep it."""
    wanted = "".join(key(name)["title"].split())
    title = "".join(parse(words(name)).document.title.split())
    assert title.endswith(wanted)
    assert re.fullmatch(r".*公司|.*Ltd\.|", title.removesuffix(wanted))
    above = [unit.text for unit in parse(words(name)).document.root.children if unit.kind == Kind.LETTERHEAD]
    assert above == key(name).get("letterhead", above)


@pytest.mark.parametrize("name", NAMES)
def test_the_canonical_text_keeps_every_character_and_says_the_same_again(name: str):
    text = words(name)
    parsed = parse(text)
    canonical = write(parsed.document)
    again = parse(canonical, parsed.document.language).document
    assert write(again) == canonical
    assert units(again) == units(parsed.document)
    lost = Counter("".join(text.split())) - Counter("".join(canonical.split()))
    told = Counter("".join("".join(change.before.split()) for change in parsed.changes))
    assert not lost - told


@pytest.mark.parametrize("name", NAMES)
def test_the_labels_of_a_comparison_tell_every_clause_from_the_others(name: str):
    document = parse(words(name)).document
    found = compare(document, document)
    clauses = [change.old[0] for change in found.changes if change.unit == Kind.ARTICLE and change.old[0][0] != "第"]
    assert all(change.kinds == [Fate.UNCHANGED] for change in found.changes)
    assert len(clauses) == len(set(clauses))


@pytest.mark.parametrize("name", NAMES)
def test_taking_out_one_clause_marks_that_clause_alone(name: str):
    """The others stay as they are or take the next number."""
    document = renumber(parse(words(name)).document).document
    sentences = [
        unit
        for unit in document.articles()
        if unit.label[0] != "第" and not unit.heading and [child.kind for child in unit.children] == [Kind.PARAGRAPH]
        if not unit.children[0].children
    ]
    for unit in random.Random(name).sample(sentences, min(4, len(sentences))):
        shorter = renumber(Document(document.language, without(document.root, unit))).document
        again = parse(write(shorter), document.language).document
        change = compare(document, again)
        assert change.marked == {Fate.DELETED: len(unit.children[0].text), Fate.INSERTED: 0}, unit.label
        assert {kind for one in change.changes for kind in one.kinds} <= {Fate.UNCHANGED, Fate.RENUMBERED, Fate.DELETED}


def without(parent: Provision, gone: Provision) -> Provision:
    """`parent` without one of the units below it."""
    children = tuple(without(child, gone) for child in parent.children if child is not gone)
    return replace(parent, children=children)


@pytest.mark.parametrize("name", NAMES)
def test_lines_that_only_look_like_labels_begin_no_unit(name: str):
    told = key(name)
    parsed = parse(words(name)).document
    begun = {
        "".join((unit.label + (unit.heading or unit.text or (unit.children[0].text if unit.children else ""))).split())
        for unit in parsed.root.walk()
        if unit.label and unit.kind in {Kind.ARTICLE, *LISTED}
    }
    for line in told.get("not_units", ()):
        if name in MORE and line[:1] in "abcI123":
            continue
        start = unicodedata.normalize("NFKC", "".join(line.split()))[:12]
        assert not [one for one in begun if unicodedata.normalize("NFKC", one).startswith(start)], line


def paths_of(document: Document) -> dict[int, Path_]:
    """The path of every unit, by `id`; words have that of the unit they stand in."""
    found: dict[int, Path_] = {}
    clauses = clause_paths(document.root)

    def visit(parent: Provision, above: Path_) -> None:
        for unit in parent.children:
            label = plain(unit.label)
            between = [plain(one.label) for one in clauses.get(id(unit), ()) if one.kind == Kind.ARTICLE]
            own = (label,) if label and label != "附件" else ()
            found[id(unit)] = (*above, *between, *own)
            visit(unit, found[id(unit)])

    visit(document.root, ())
    return found


#: References that nobody could read without knowing more than the text says: (a) alone, the place below a heading without
#: number, what the issued regulation is called in its covering notice.
UNREAD = {
    "en_contractor_policy": 1,
    "en_notice_shutdown": 2,
    "gangwei_huayan": 1,
    "yinfa_gongying": 1,
    "yinfa_xiujia": 1,
}


@pytest.mark.parametrize("name", NAMES)
def test_every_reference_of_its_author_is_found_and_no_other(name: str):
    """In tables and to tables too."""
    document, told = parse(words(name)).document, key(name)
    issued, stands = set(told.get("issued", ())), paths_of(document)
    named = stands | {id(table): (caption,) for caption, table in captions(document).items()}

    def path(units: list[str]) -> Path_:
        return tuple(plain(one) for one in units if one not in issued)

    got = {
        (stands[id(one.standing.cell.table if one.standing.cell else one.unit)], named[id(to)])
        for one in references(document)
        if not one.law
        for to in one.targets
    }
    want = {(path(one["in"]), path(one["to"])) for one in told["references"] if one["to"]}
    foreword = {("a)",), ("b)",), ("c)",)} if name == "caozuo_lengzha" else set()  # which is no unit of the key
    got = {(() if where in foreword else where, to) for where, to in got}
    missed = {pair for pair in want if not any(w == pair[0] and pair[1][: len(to)] == to for w, to in got)}
    assert len(missed) == UNREAD.get(name, 0), missed
    for where, to in got:
        assert any(w == where and what[: len(to)] == to for w, what in want), (where, to)


@pytest.mark.parametrize("name", ["caozuo_qizhongji", "jishu_huanyangfenmo", "yuan_yean", "en_contractor_policy"])
def test_a_clause_that_comes_in_moves_the_numbers_that_cite(name: str):
    document = parse(words(name)).document
    document = renumber_and_rewrite(document).document  # numbers that were left out close up
    paths = paths_of(document)
    before = [
        (one.unit.text[:12], paths[id(one.targets[0])][-1])
        for one in references(document)
        if one.targets and one.parts[0].token
    ]
    first = next(unit for unit in document.articles() if clause(unit.label))
    fresh = Provision(Kind.ARTICLE, first.label, "新的一章" if document.language != "en" else "Something New")
    wider = renumber_and_rewrite(Document(document.language, beside(document.root, first, fresh)))
    moved = {id(unit): unit for unit in wider.document.root.walk()}
    again = parse(write(wider.document), document.language).document
    places = paths_of(again)
    after = [
        (one.unit.text[:12], places[id(one.targets[0])][-1])
        for one in references(again)
        if one.targets and one.parts[0].token
    ]
    assert moved
    assert len(after) == len(before) > 3
    for (_, old), (_, new) in zip(before, after, strict=True):
        if old[:1].isdigit() and "." in old:
            chapter, _, rest = old.partition(".")
            assert new == f"{int(chapter) + 1}.{rest}"
        else:
            assert new == old


def beside(parent: Provision, old: Provision, new: Provision) -> Provision:
    """`parent` with `new` before one of the units below it."""
    children = [beside(child, old, new) for child in parent.children]
    at = next((k for k, child in enumerate(parent.children) if child is old), None)
    return replace(parent, children=tuple(children if at is None else [*children[:at], new, *children[at:]]))

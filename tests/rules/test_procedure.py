"""The figures: each entry can be used, each clause of our own says what the entry says, and each day has its figure."""

import re
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest

from tests.cast import PROCEDURE
from workflow import paths
from workflow.rules.citing import OwnClause, place_in_english, place_of
from workflow.rules.congress.words import MotionAct
from workflow.rules.people.roles import Capacity
from workflow.rules.procedure import Figure, ProcedureError, parse_clauses, parse_procedure
from workflow.text.labels.label import Number
from workflow.text.labels.numerals import parse_numeral
from workflow.text.reading.parse import parse
from workflow.text.references.citation import Index, items, paragraphs
from workflow.text.tree import Provision
from workflow.words import Words

FIGURES = [figure for many in PROCEDURE.figures.values() for figure in many]
OWN = [one for one in FIGURES if one.own]
DAY = timedelta(days=1)


def clause(slug: str, cited: str) -> Provision:
    """The provision that a clause such as 第七条第一款第四项 names in the first edition of one of our regulations."""
    document = parse((paths.policies() / "texts" / f"{slug}.zh.txt").read_text(encoding="utf-8")).document
    parts = re.findall(r"第([零〇一二三四五六七八九十百]+)([条款项])", cited)
    assert "".join(f"第{number}{unit}" for number, unit in parts) == cited
    found: Provision | None = None
    for numeral, unit in parts:
        number = parse_numeral(numeral)
        assert number is not None
        if unit == "条":
            found = Index(document).article(document.root, Number(number))
        else:
            assert found is not None
            found = (paragraphs(found) if unit == "款" else items(found))[number - 1]
    assert found is not None, f"{slug} has no {cited}"
    return found


def words_of(provision: Provision) -> str:
    return "".join(one.text for one in provision.walk())


def test_there_are_figures_and_every_one_has_words_and_a_base():
    assert len(FIGURES) >= 60
    for figure in FIGURES:
        assert figure.words.zh, figure.name
        assert figure.words.en, figure.name
        assert isinstance(figure.since, date), figure.name
        assert figure.base, figure.name
        assert (figure.numerator is None) == (figure.denominator is None), figure.name
        assert (figure.value is None) == (figure.numerator is not None), figure.name


def test_the_clauses_of_our_own_are_those_of_the_demonstration_s_file():
    file = (paths.policies() / "demo" / "clauses.toml").read_text(encoding="utf-8")
    assert [one.name for one in OWN] == [one for one in PROCEDURE.figures if f"[{one}]" in file.splitlines()]
    assert len(OWN) >= 50


@pytest.mark.parametrize("figure", OWN, ids=lambda one: one.name)
def test_our_own_clause_stands_there_and_says_so(figure: Figure):
    assert figure.own is not None
    assert figure.own.words in words_of(clause(figure.own.slug, figure.own.clause))


def own_clause(figure: Figure) -> OwnClause | None:
    """The clause of a figure, found in the first edition of our own regulation."""
    own = figure.own
    if own is None:
        return None
    document = parse((paths.policies() / "texts" / f"{own.slug}.zh.txt").read_text(encoding="utf-8")).document
    place = place_of(document, own.words, own.clause)
    return OwnClause(Words("职工代表大会条例", "Regulations on the Assembly"), place) if place else None


@pytest.mark.parametrize("figure", OWN, ids=lambda one: one.name)
def test_the_sentence_of_our_own_clause_is_found_at_the_place_that_is_stated(figure: Figure):
    found, named = own_clause(figure), figure.own
    assert found is not None
    assert named is not None
    assert found.place == named.clause
    # A word or a figure alone stands in many texts: the whole sentence binds the figure to the clause.
    assert len(named.words) >= 11


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.name)
def test_what_is_printed_beside_a_figure_is_said_in_both_languages(figure: Figure):
    for own in (own_clause(figure), None):
        cited = figure.clauses(own)
        assert cited.zh
        assert cited.en
        assert "unconfirmed" not in cited.zh + cited.en
        assert re.search(r"[\u4e00-\u9fff]", cited.zh)


#: Articles of the national rule that were seen in quotation; the number of any other stands nowhere a reader may see it.
SEEN = {"第一条", "第二条", "第三条", "第十九条", "第二十条", "第二十四条"}


@pytest.mark.parametrize("figure", FIGURES, ids=lambda one: one.name)
def test_an_article_whose_number_nobody_has_seen_is_printed_without_it(figure: Figure):
    said = figure.clauses(None)
    for number in re.findall(r"企业民主管理规定》(第[一二三四五六七八九十]+条)", said.zh):
        assert number in SEEN
    for number in re.findall(r"Democratic Management of Enterprises, art\. (\d+)", said.en):
        assert number in {"1", "2", "3", "19", "20", "24"}
    # What the file says of the same law, so that this test would see it.
    marked = re.findall(r"企业民主管理规定(第[一二三四五六七八九十]+条)( \(article number unconfirmed)?", figure.source)
    assert all((number in SEEN) == (not remark) for number, remark in marked), figure.name


def test_the_clause_of_our_own_is_cited_only_when_it_was_in_force():
    quorum = PROCEDURE.figure("quorum.present", date(2025, 4, 22))
    assert quorum.clauses(None) == Words(
        "《企业民主管理规定》", "Provisions on the Democratic Management of Enterprises"
    )
    assert "《职工代表大会条例》第三十七条第一款" in quorum.clauses(own_clause(quorum)).zh


SENTENCE = "会议应当有全体代表三分之二以上出席"


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (f"办法\n第一条　目的。\n第二条　{SENTENCE}。", "第二条"),
        (f"办法\n第一条　目的。\n第二条　先开会。\n{SENTENCE}。", "第二条第二款"),
        (f"办法\n第一条　目的。\n第二条　要求：\n（一）公开；\n（二）{SENTENCE}。", "第二条第一款第二项"),
        (f"办法\n第一条　目的。\n第一条之一　{SENTENCE}。", "第一条之一"),
        ("办法\n第一条　目的。\n第二条　会议应当有全体代表四分之三以上出席。", ""),
        (f"办法\n第一条　{SENTENCE}。\n第二条　{SENTENCE}。", ""),
        (f"{SENTENCE}\n第一条　目的。", ""),
    ],
    ids=["article", "paragraph", "item", "inserted article", "other words", "twice", "only in the title"],
)
def test_a_clause_is_found_by_its_sentence_wherever_it_stands(text: str, place: str):
    assert place_of(parse(text).document, SENTENCE) == place


def test_the_stated_place_decides_between_two_that_say_the_same():
    text = f"办法\n第一条　{SENTENCE}。\n第二条　{SENTENCE}。"
    assert place_of(parse(text).document, SENTENCE, "第二条") == "第二条"
    assert place_of(parse(text).document, SENTENCE, "第三条") == ""


def test_an_inserted_article_is_cited_with_both_its_numbers():
    assert place_in_english("第三十条之一第二款") == "art. 30-1, para. 2"


def test_no_two_figures_of_one_name_hold_on_the_same_day():
    for name, many in PROCEDURE.figures.items():
        for before, after in pairwise(many):
            assert before.until is not None, name
            assert before.until <= after.since, name


CHANGED = """
[quorum.present_until_2030]
of = "quorum.present"
zh = "法定人数"
en = "Quorum"
numerator = 2
denominator = 3
comparison = ">="
since = 2012-02-13
until = 2030-01-01
source = "a law"

[quorum.present]
zh = "法定人数"
en = "Quorum"
numerator = 3
denominator = 4
comparison = ">="
since = 2030-01-01
source = "another law"
"""


def test_an_earlier_day_keeps_its_own_figure():
    changed = parse_procedure(CHANGED)
    turn = date(2030, 1, 1)
    assert changed.figure("quorum.present", turn - DAY).share.needed(12) == 8
    assert changed.figure("quorum.present", turn).share.needed(12) == 9
    with pytest.raises(ProcedureError, match=r"quorum\.present on 2012-02-12"):
        changed.figure("quorum.present", date(2012, 2, 12))


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[a.b]\nzh = '甲'", r"\[a\.b\] needs"),
        ("[a.b]\nzh = '甲'\nen = 'A'\nsince = 2024-01-01", r"\[a\.b\] names no source"),
        ("[a]\nb = 3", r"\[a\.b\] needs"),
        ("[a.b", "procedure.toml"),
    ],
)
def test_an_entry_that_cannot_be_used_is_named(text: str, says: str):
    with pytest.raises(ProcedureError, match=says):
        parse_procedure(text)


LAW = (paths.policies() / "procedure.toml").read_text(encoding="utf-8")


def test_without_an_enterprise_s_clauses_the_laws_alone_are_named():
    """What another enterprise begins with: every figure, and none says where somebody else's regulation states it."""
    plain = parse_procedure(LAW)
    assert plain.figures.keys() == PROCEDURE.figures.keys()
    assert [one.name for many in plain.figures.values() for one in many if one.own is not None] == []
    assert [replace(one, own=None) for one in FIGURES] == [one for many in plain.figures.values() for one in many]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("[quorum.present]\nown = 'congress 第九条'", r"\[quorum\.present\] needs own"),
        ("[quorum.present]\nown = 'congress'\nwords = '应当'", r"\[quorum\.present\] needs own"),
        ("[quorum.present]\nown = 'congress 第九条'\nwords = ' '", r"\[quorum\.present\] needs own"),
        ("[quorum.present]\nown = 9\nwords = '应当'", r"\[quorum\.present\] needs own"),
        ("quorum = 'congress 第九条'", r"\[quorum\.\] needs own"),
        ("[quorum]\npresent = 'congress 第九条'", r"\[quorum\.present\] needs own"),
        ("[quorum.absent]\nown = 'congress 第九条'\nwords = '应当'", r"no figure \[quorum\.absent\]"),
        ("[quorum", "Expected"),
    ],
)
def test_a_clause_that_cannot_be_used_is_named(text: str, says: str):
    with pytest.raises(ProcedureError, match=says):
        parse_procedure(LAW, parse_clauses(text))


def test_a_figure_is_asked_for_what_it_is():
    day = date(2025, 4, 22)
    with pytest.raises(ProcedureError, match=r"papers\.days_before is not a share"):
        _ = PROCEDURE.figure("papers.days_before", day).share
    with pytest.raises(ProcedureError, match=r"quorum\.present is not a number"):
        _ = PROCEDURE.figure("quorum.present", day).number
    # "At most" is a bound and no majority: it must not be taken for "more than".
    with pytest.raises(ProcedureError, match=r"roll\.managers_percent is not a share"):
        _ = PROCEDURE.figure("roll.managers_percent", day).share
    with pytest.raises(ProcedureError, match=r"papers\.days_before is not a part of something"):
        _ = PROCEDURE.figure("papers.days_before", day).ratio
    assert PROCEDURE.figure("quorum.present", day).ratio == (2, 3)


def test_who_must_review_and_what_the_congress_does():
    day = date(2026, 3, 2)
    assert PROCEDURE.capacities("regulation", day) == (Capacity.LEGAL, Capacity.UNION)
    assert PROCEDURE.capacities("report", day) == (Capacity.LEGAL,)
    assert PROCEDURE.capacities("report", day, frozenset({"pay"})) == (Capacity.LEGAL, Capacity.UNION)
    assert PROCEDURE.capacities("something else", day) == tuple(Capacity)
    assert PROCEDURE.act("regulation", day) is MotionAct.DELIBERATE_AND_ADOPT
    assert PROCEDURE.act("report", day) is MotionAct.HEAR_AND_DELIBERATE

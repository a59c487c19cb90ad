"""Whether a sentence carries a figure, as regulations write them; which law and which clause are named beside one."""

from dataclasses import replace
from datetime import date
from fractions import Fraction

import pytest

from tests.cast import PROCEDURE
from workflow.rules.citing import Bound, OwnClause, first_source, says_number, says_share
from workflow.rules.procedure import Set
from workflow.words import Words


@pytest.mark.parametrize(
    ("sentence", "share", "more_than", "says"),
    [
        ("应当有四分之三以上出席", Fraction(3, 4), False, True),
        ("应当有百分之七十五以上出席", Fraction(3, 4), False, True),
        ("应当有75%以上出席", Fraction(3, 4), False, True),
        ("应当有3/4以上出席", Fraction(3, 4), False, True),
        ("应当超过四分之三", Fraction(3, 4), True, True),
        ("应当有四分之三以上出席", Fraction(3, 4), True, False),
        ("经全体代表过半数通过", Fraction(1, 2), True, True),
        ("经半数以上通过", Fraction(1, 2), False, True),
        ("经全体代表一致通过", Fraction(1), False, True),
        ("应当有三分之二以上出席", Fraction(3, 4), False, False),
        ("第四条、第三款", Fraction(3, 4), False, False),
        ("四分之零", Fraction(1, 4), False, False),
        ("3/0", Fraction(3, 4), False, False),
        ("零分之三", Fraction(3, 4), False, False),
        ("", Fraction(3, 4), False, False),
    ],
)
def test_a_share(sentence: str, share: Fraction, more_than: bool, says: bool):
    assert says_share(sentence, share, more_than=more_than) == says


@pytest.mark.parametrize(
    ("sentence", "number", "says"),
    [
        ("应当在十日前送达", 10, True),
        ("应当在三十日前送达", 10, False),
        ("应当在10日前送达", 10, True),
        ("应当在１０日前送达", 10, True),
        ("应当在100日前送达", 10, False),
        ("由两人分别清点", 2, True),
        ("由二人分别清点", 2, True),
        ("第二十条", 2, False),
        ("", 2, False),
    ],
)
def test_a_number(sentence: str, number: int, says: bool):
    assert says_number(sentence, number) == says


LAWS = {"劳动合同法": "Labour Contract Law"}


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        ("劳动合同法第四条", "《劳动合同法》第四条", "Labour Contract Law, art. 4"),
        ("劳动合同法第四条; 工会法第十条", "《劳动合同法》第四条", "Labour Contract Law, art. 4"),
        ("劳动合同法第四条 (article number unconfirmed); 工会法第十条", "《劳动合同法》", "Labour Contract Law"),
        ("by analogy: 选举法第四十四条", "《选举法》第四十四条", "选举法, art. 44"),
        ("企业民主管理规定 as a whole", "《企业民主管理规定》", "企业民主管理规定"),
        ("the enterprise's own choice", "系统设定", "set in this system"),
    ],
)
def test_the_first_law_is_named_with_the_article_that_was_seen(source: str, zh: str, en: str):
    assert first_source(source, LAWS) == Words(zh, en)


def test_a_figure_that_is_stricter_than_the_law_names_our_clause_alone():
    """No law says three quarters: beside it stands the clause that does, and a law beside it would be a false authority."""
    law = PROCEDURE.figure("quorum.present", date(2026, 3, 31))
    clause = OwnClause(Words("议事规则", "Rules of Procedure"), "第九条")
    bound = Bound(1, "k", "四分之三以上")
    stricter = law.as_set(Set(numerator=3, denominator=4, comparison=">="), law.since, bound)
    assert stricter.clauses(clause) == Words("本公司《议事规则》第九条", "our Rules of Procedure, art. 9")
    assert stricter.clauses(None) == Words("本公司规定", "the rule of this enterprise")
    same = law.as_set(Set(numerator=2, denominator=3, comparison=">="), law.since, bound)
    assert same.clauses(clause).zh == "《企业民主管理规定》、本公司《议事规则》第九条"
    assert replace(law, own=None).clauses(None).zh == "《企业民主管理规定》"

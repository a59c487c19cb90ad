"""Whether a sentence carries a figure: shares and numbers as regulations write them, and sentences that only look alike."""

from fractions import Fraction

import pytest

from workflow.rules.citing import says_number, says_share


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

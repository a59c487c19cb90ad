"""What words propose, and who must approve because of it: held against sentences written by hand and a plain model of the rules."""

import random
import tomllib
from datetime import date
from pathlib import Path

import pytest

from tests.cast import PROCEDURE
from workflow.rules.people.roles import Capacity, Seat
from workflow.rules.requiring.seats import OWN, Own, Requirement, required, rules_words
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic, proposed, read, spelled
from workflow.words import Language

DAY = date(2026, 11, 30)
FILE = Path(__file__).parents[3] / "policies" / "procedure.toml"

#: Sentences as enterprises write them, each with what it is about: read by a person, not made of the product's words.
SAID = [
    ("职工加班的，按照本人小时工资的百分之一百五十支付加班费。", {Topic.PAY, Topic.HOURS}),
    ("年休假应当在当年安排，确因生产需要可以跨一个年度安排。", {Topic.LEAVE}),
    ("违反操作规程造成事故的，给予警告处分。", {Topic.SAFETY, Topic.DISCIPLINE}),
    ("女会员生育的，工会给予慰问金八百元。", {Topic.INSURANCE_WELFARE}),
    ("新职工上岗前接受不少于二十四学时的培训。", {Topic.TRAINING}),
    ("车间调整劳动定额，应当提前十日公示。", {Topic.QUOTAS}),
    ("本制度由行政部负责解释。", set()),
    ("会议由主席团主持，表决采用无记名投票。", set()),
    ("Overtime is paid at one and a half times the hourly wage.", {Topic.PAY, Topic.HOURS}),
    ("The secretary keeps the minutes.", set()),
]


@pytest.mark.parametrize(("words", "about"), SAID)
def test_words_propose_what_they_are_about(words: str, about: set[Topic]):
    assert set(proposed([("第一条", words)])) == about


def test_each_topic_says_where_it_is_spoken_of_and_with_which_word():
    found = proposed(
        [("第三条", "本制度由行政部负责解释。"), ("第七条", "发给高温津贴。"), ("第九条", "奖金按季度发放。")]
    )
    assert {topic: [(one.label, one.word) for one in places] for topic, places in found.items()} == {
        Topic.PAY: [("第七条", "津贴"), ("第九条", "奖金")]
    }


def test_topics_are_kept_in_the_order_of_the_law_and_read_back():
    for chosen in ([], [Topic.SAFETY, Topic.PAY], list(reversed(Topic))):
        assert read(spelled(chosen)) == set(chosen)
    assert spelled([Topic.SAFETY, Topic.PAY]) == "pay safety"
    with pytest.raises(ValueError, match="weather"):
        read("pay weather")


def test_the_file_of_figures_has_a_rule_for_each_topic_and_no_other():
    rules = tomllib.loads(FILE.read_text(encoding="utf-8"))["review"]
    written = {name.removeprefix("topic_"): one for name, one in rules.items() if name.startswith("topic_")}
    assert set(written) == {one.value for one in Topic}
    assert {Topic(name): one["zh"] for name, one in written.items()} == {
        one: words.zh for one, words in TOPIC_WORDS.items()
    }


UNITS = ["", "safety", "finance"]


def plainly(
    kind: str, translated: bool, topics: set[str], own: list[tuple[str, str, str]], charge: str
) -> set[tuple[str, str, str, str]]:
    """Capacity, unit, language and rule, straight from the file: each rule that matches, then the enterprise's, then translations."""
    rules = tomllib.loads(FILE.read_text(encoding="utf-8"))["review"]
    names = [f"kind_{kind}", *(f"topic_{one}" for one in topics)]
    out = {(one, "", "zh", f"review.{name}") for name in names for one in rules[name]["value"]}
    out |= {(who, unit, "zh", f"own.{about or kind}") for who, unit, about in own if not about or about in topics}
    if translated:
        out |= {(one, "", "en", "review.translation") for one in rules["translation"]["value"]}
    return {(who, charge if who == "department" and not unit else unit, in_, rule) for who, unit, in_, rule in out}


@pytest.mark.parametrize("seed", range(300))
def test_who_must_approve_is_what_the_file_and_the_enterprise_say(seed: int):
    chance = random.Random(seed)
    kind, translated = chance.choice(["regulation", "report"]), chance.random() < 0.5
    topics = set(chance.sample(list(Topic), chance.randrange(4)))
    own = [
        (chance.choice(list(Capacity)), chance.choice(UNITS), chance.choice([None, *Topic]))
        for _ in range(chance.randrange(4))
    ]
    charge = chance.choice(UNITS)
    found = required(
        PROCEDURE,
        kind,
        [Language.ZH, Language.EN] if translated else [Language.ZH],
        DAY,
        frozenset(topics),
        [Own(Seat(who, unit), about, DAY) for who, unit, about in own],
        Seat(Capacity.DEPARTMENT, charge) if charge else None,
    )
    assert {(one.seat.capacity.value, one.seat.unit, one.language.value, one.rule) for one in found} == plainly(
        kind,
        translated,
        {one.value for one in topics},
        [(who.value, unit, about.value if about else "") for who, unit, about in own],
        charge,
    )


def test_each_rule_is_told_with_where_it_comes_from_and_since_when():
    since = date(2026, 5, 1)
    told = {
        "review.kind_regulation": "规章制度：《劳动合同法》第四条，自2024年1月1日起",
        "review.topic_pay": "劳动报酬：《劳动合同法》第四条，自2008年1月1日起",
        "review.translation": "译文：本公司规定，自2024年1月1日起",
        f"{OWN}regulation": "规章制度：本企业另行要求，自2026年5月1日起",
        f"{OWN}safety": "劳动安全卫生：本企业另行要求，自2026年5月1日起",
    }
    for rule, words in told.items():
        day = since if rule.startswith(OWN) else PROCEDURE.figure(rule, DAY).since
        (said,) = rules_words(PROCEDURE, [Requirement(Seat(Capacity.LEGAL), Language.ZH, rule, day)])
        assert said.zh == words
    gone = Requirement(Seat(Capacity.LEGAL), Language.ZH, "review.gone", date(2020, 1, 1))
    assert [one.zh for one in rules_words(PROCEDURE, [gone])] == ["review.gone：本公司规定，自2020年1月1日起"]
    topics = [Requirement(Seat(Capacity.UNION), Language.ZH, f"review.topic_{one}", date(2008, 1, 1)) for one in Topic]
    kind = Requirement(Seat(Capacity.UNION), Language.ZH, "review.kind_regulation", date(2024, 1, 1))
    assert [one.zh for one in rules_words(PROCEDURE, [topics[0], kind, topics[1], topics[0]])] == [
        "劳动报酬、工作时间：《劳动合同法》第四条，自2008年1月1日起",
        "规章制度：《劳动合同法》第四条，自2024年1月1日起",
    ], "what comes from one place is said once"

"""What is sent at the very moment when the text is replaced: 409 says so, shows what changed since, and keeps every word."""

import re
from html import unescape

import pytest
from sqlmodel import select

from tests.databases import Databases
from tests.web.house import House, Visitor, field_words
from tests.web.review.amended import ADDRESS, BODIES, THREE, WORDS, three, written
from tests.web.stories import Stories
from workflow.records.event import last_moment
from workflow.records.review import Comment
from workflow.rules.discussion.threads import Disposition

TALKED_OF, OTHER = "工资", "考勤"
FIRST = WORDS[1]


@pytest.fixture
def house(databases: Databases) -> House:
    house = House(databases.copy("sqlite", "three_changed", three))
    with house.records() as db:
        house.clock.now = last_moment(db) or house.clock.now
    house.clock.forward(minutes=1)
    return house


def next_round(house: House, says: dict[str, str]) -> None:
    """In another session a drafter puts another text before the reviewers."""
    story = Stories(house.url)
    story.now = house.clock.now.astimezone(story.now.tzinfo)
    story.save(written(says))
    story.submit()
    house.clock.now = story.now
    story.engine.dispose()


def form_on(html: str, words: str) -> tuple[dict[str, str], str]:
    """The hidden fields of the form for a remark on the card that has these words, and the address of the card."""
    card = next(one for one in re.findall(r'<article class="card.*?</article>', html, re.DOTALL) if words in one)
    form = card.partition('data-verb="comment"')[0].rpartition("<form")[2]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', form))
    address = re.search(r'id="(p-[^"]+)"', card)
    assert address is not None
    return {name: value for name, value in fields.items() if name != "csrf_token"}, address[1]


def sent_late(house: House, says: dict[str, str], verb: str, **words: str) -> tuple[Visitor, str, str]:
    """A reviewer opens the page, the text is replaced, and the reviewer sends what they wrote: 409, nothing kept, and the page."""
    legal = house.visitor("legal")
    fields, card = form_on(legal.get(f"{ADDRESS}/review").text, BODIES[TALKED_OF][:8])
    next_round(house, says)
    answer = legal.post(f"{ADDRESS}/{verb}", {**fields, **words})
    assert answer.status_code == 409
    assert "意见没有提交" in answer.text
    assert "刚才的决定" not in answer.text, "nothing was decided"
    with house.records() as db:
        assert db.exec(select(Comment)).first() is None
    return legal, answer.text, card


def changed_in(html: str) -> set[str]:
    """The articles of which the page shows a change."""
    return set(re.findall(r'<article class="card[^"]*" id="(p-[^"]+)"', html))


def test_a_remark_on_an_article_that_changes_meanwhile_is_kept_beside_what_changed(house: House):
    legal, html, card = sent_late(
        house,
        {**THREE, TALKED_OF: WORDS[3]},
        "comment",
        quote=FIRST,
        comment="五日\n太短。",
        disposition=Disposition.BLOCKING.value,
    )
    assert changed_in(html) == {card}, "what changed since their page, and nothing else"
    assert "<del" in html
    assert unescape(field_words(html, "comment")) == "五日\n太短。"
    assert field_words(html, "quote") == FIRST
    assert re.search(r'name="disposition" value="blocking"\s+checked', html) or 'value="blocking" checked' in html
    fields, _ = form_on(html, BODIES[TALKED_OF][:8])
    again = legal.post(
        f"{ADDRESS}/comment", {**fields, "comment": "五日太短。", "quote": "由工会监督", "disposition": "blocking"}
    )
    assert again.status_code == 302
    assert "须解决" in legal.get(f"{ADDRESS}/review").text


def test_a_suggestion_keeps_words_reason_and_quotation(house: House):
    legal, html, card = sent_late(
        house, {**THREE, OTHER: WORDS[3]}, "suggest", quote=FIRST, words="由部门办理，期限十日", comment="更宽。"
    )
    assert card not in changed_in(html), "the article itself did not change"
    assert len(changed_in(html)) == 1
    written_there = html.partition('id="say-key"')[2]
    kept = [field_words(written_there, name) for name in ("quote", "comment", "words")]
    assert kept == [FIRST, "更宽。", "由部门办理，期限十日"]
    place = html.partition('id="say-key"')[0].rpartition("<form")[2]
    fields = dict(re.findall(r'<input type="hidden" name="(\w+)" value="([^"]*)"', place))
    chosen = re.search(r'<option value="([^"]*)" selected>', html.partition('id="say-key"')[2])
    assert chosen is not None
    assert f"p-{chosen[1]}" == card, "the article that they wrote of is chosen"
    again = {"snapshot": fields["snapshot"], "newest": fields["newest"], "key": chosen[1], "quote": FIRST}
    assert (
        legal.post(f"{ADDRESS}/suggest", {**again, "words": "由部门办理，期限十日", "comment": "更宽。"}).status_code
        == 302
    )


def test_a_remark_on_an_article_that_is_gone_is_kept_as_well(house: House):
    without = {topic: says for topic, says in THREE.items() if topic != TALKED_OF}
    _, html, card = sent_late(house, without, "comment", comment="为什么？")
    assert card in changed_in(html)
    assert field_words(html, "comment") == "为什么？"


def test_what_is_said_to_a_thread_holds_across_rounds(house: House):
    legal, drafter = house.visitor("legal"), house.visitor("drafter")
    fields, _ = form_on(legal.get(f"{ADDRESS}/review").text, BODIES[TALKED_OF][:8])
    legal.post(f"{ADDRESS}/comment", {**fields, "comment": "依据？", "disposition": "blocking"})
    shown = drafter.get(f"{ADDRESS}/review").text
    thread = re.search(r'name="thread" value="(\d+)"', shown)
    assert thread is not None
    drafter.post(f"{ADDRESS}/answer", {"thread": thread[1], "reply": "下一轮改。"})
    next_round(house, {**THREE, TALKED_OF: WORDS[3]})
    for who, verb, words in ((drafter, "answer", "已经改了。"), (legal, "reply", "看到了。"), (legal, "resolve", "")):
        assert who.post(f"{ADDRESS}/{verb}", {"thread": thread[1], "reply": words, "points_to": ""}).status_code == 302
    now = legal.get(f"{ADDRESS}/review").text
    assert all(words in now for words in ("已经改了。", "看到了。", "已由提出人了结"))

"""Marks of what was viewed, what is new since one last looked, and the filters: against a model that knows the words alone."""

import random
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta

import pytest

from tests.canteen import ENGLISH
from tests.databases import Databases
from tests.web.house import House, Visitor, hidden
from tests.web.review.amended import ADDRESS, BEGUN, BODIES, TOPICS, WORDS, stage, written
from tests.web.stories import Stories
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.event import last_moment
from workflow.words import Language


@dataclass
class Model:
    """What the reviewer saw, by topic: "" where there is no article."""

    base: dict[str, str]
    now: dict[str, str]
    round: int = 1
    moment: int = 0
    #: topic → when, in which round, which words
    marks: dict[str, tuple[int, int, str]] = field(default_factory=dict)
    #: when, in which round, the whole text
    decided: list[tuple[int, int, dict[str, str]]] = field(default_factory=list)

    def viewed(self) -> set[str]:
        return {one for one, (_, _, words) in self.marks.items() if words == self.now.get(one, "")}

    def is_returning(self) -> bool:
        return any(
            one != self.round for one in [*(at for _, at, _ in self.marks.values()), *(at for _, at, _ in self.decided)]
        )

    def news(self) -> set[str]:
        """What differs from the words that were last looked at."""
        out = set()
        for topic in TOPICS:
            seen = [(when, text.get(topic, "")) for when, _, text in self.decided]
            if topic in self.marks:
                seen.append((self.marks[topic][0], self.marks[topic][2]))
            last = max(seen)[1] if seen and self.is_returning() else self.base.get(topic, "")
            if last != self.now.get(topic, ""):
                out.add(topic)
        return out


@pytest.fixture
def story(databases: Databases) -> Iterator[Stories]:
    """A regulation in force and its amendment in its first round."""
    house = Stories(databases.copy("sqlite", "viewed_marks", stage))
    with house.asking() as act:
        house.now = (last_moment(act.db) or house.now) + timedelta(minutes=1)
    yield house
    house.engine.dispose()


def keys_of(house: Stories) -> dict[str, str]:
    """Topic → permanent key, in the text before the reviewers and in the one that it amends."""
    with house.asking("legal") as act:
        edition = house.edition(act)
        found = {}
        for text in (house.edition(act, 1), edition):
            snapshot = standing_text(act.db, text, Language.ZH)
            assert snapshot is not None
            for unit in texts.provisions_of(texts.tree_of(act.db, snapshot)):
                said = unit.text or "".join(one.text for one in unit.children)
                for topic in TOPICS:
                    if BODIES[topic] in said and unit.label:
                        found[topic] = unit.key
        return found


def cards(html: str) -> dict[str, str]:
    """Key → the card of the authentic text."""
    return {
        one[1]: one[0]
        for part in html.split('<article class="card')[1:]
        if (one := (part.split("</article>")[0], *re.findall(r'id="p-([0-9a-z]+)"', part)[:1]))[1:]
    }


def snapshot_of(html: str, key: str) -> str:
    """The text that the card of a provision is of."""
    found = re.search(rf'value="(\d+) {key} ', html)
    assert found
    return found[1]


def is_viewed(card: str) -> bool:
    return 'aria-pressed="true"' in card


@pytest.mark.parametrize("seed", range(2))
def test_marks_fall_off_exactly_when_the_words_change(story: Stories, seed: int):
    dice = random.Random(seed)
    site = House(story.url)
    site.clock.now = story.now
    reviewer = site.visitor("legal")
    model = Model(dict(BEGUN), {**BEGUN, "工资": WORDS[1]})
    happened = set()
    for _ in range(16):
        model.moment += 1
        site.clock.now = story.now = max(story.now, site.clock.now) + timedelta(minutes=1)
        act = dice.choices(("publish", "mark", "unmark", "decide"), (4, 6, 1, 1))[0]
        key = keys_of(story)
        if act == "publish":
            draft = dict(model.now)
            for topic in dice.sample(TOPICS, 2):
                if dice.random() < 0.2 and topic in draft and len(draft) > 4:
                    del draft[topic]
                else:
                    draft[topic] = dice.choice(WORDS)
            draft = {topic: draft[topic] for topic in TOPICS if topic in draft}
            if draft in (model.now, model.base):
                continue
            story.save(written(draft))
            story.submit()
            model.now, model.round = draft, model.round + 1
        else:
            html = reviewer.get(f"{ADDRESS}/review?show=all").text
            if act == "decide":
                shown = hidden(html, "fingerprint")
                assert reviewer.post(f"{ADDRESS}/mark-seen", {"fingerprint": shown}).status_code == 302
                model.decided.append((model.moment, model.round, dict(model.now)))
            else:
                there = {topic: one for topic, one in key.items() if one in cards(html)}
                if not there:
                    continue
                topic = dice.choice(sorted(there))
                snapshot = snapshot_of(html, there[topic])
                sent = reviewer.post(
                    f"{ADDRESS}/viewed", {"mark": f"{snapshot} {there[topic]} {'no' if act == 'unmark' else 'yes'}"}
                )
                assert sent.status_code == 302
                if act == "unmark":
                    model.marks.pop(topic, None)
                else:
                    model.marks[topic] = (model.moment, model.round, model.now.get(topic, ""))
        happened.add(act)
        key = {one: topic for topic, one in keys_of(story).items()}
        whole = cards(reviewer.get(f"{ADDRESS}/review?show=all").text)
        changed = {one for one in TOPICS if model.base.get(one) != model.now.get(one)}
        assert {key[one] for one in whole if one in key} == changed
        assert {key[one] for one, card in whole.items() if one in key and is_viewed(card)} == model.viewed() & changed
        since = cards(reviewer.get(f"{ADDRESS}/review").text)
        assert {key[one] for one in since if one in key} == model.news()
    assert happened >= {"publish", "mark"}
    site.close()


def test_filters_show_what_the_list_says(story: Stories):
    site = House(story.url)
    site.clock.now = story.now
    story.save(written({topic: WORDS[at % 4] for at, topic in enumerate(TOPICS)}))
    story.submit()
    site.clock.forward(minutes=1)
    reviewer: Visitor = site.visitor("legal")
    html = reviewer.get(f"{ADDRESS}/review?order=text").text
    first, second, third = list(cards(html))[:3]
    snapshot = snapshot_of(html, first)
    reviewer.post(f"{ADDRESS}/viewed", {"mark": f"{snapshot} {first} yes"})
    reviewer.post(f"{ADDRESS}/comment", {"key": second, "snapshot": snapshot, "comment": "请说明。"})
    fields = {"fingerprint": hidden(html, "fingerprint"), "item": f"zh:{third}"}
    assert (
        reviewer.post(f"{ADDRESS}/approve?only=mine&view=sides", fields)
        .headers["Location"]
        .endswith("view=sides&only=mine")
    )
    whole = cards(reviewer.get(f"{ADDRESS}/review?show=all&order=text").text)
    wanted = {
        "mine": {one for one, card in whole.items() if re.search(r'<li class="no mine"', card)},
        "remarks": {one for one, card in whole.items() if 'class="thread"' in card},
        "figures": {one for one, card in whole.items() if re.search(r"[日元]\s*(?:→|</a>)|[日元]”", card)},
        "unviewed": {one for one, card in whole.items() if not is_viewed(card)},
    }
    for only, expected in wanted.items():
        shown = cards(reviewer.get(f"{ADDRESS}/review?show=all&order=text&only={only}").text)
        assert set(shown) == expected, only
    assert 0 < len(wanted["mine"]) < len(whole)
    assert wanted["remarks"] == {second}
    by_risk = cards(reviewer.get(f"{ADDRESS}/review?show=all&order=risk").text)
    assert set(by_risk) == set(whole)
    site.close()


def test_whoever_decides_on_a_text_that_was_replaced_is_shown_what_changed_and_keeps_what_they_wrote(story: Stories):
    site = House(story.url)
    site.clock.now = story.now
    reviewer = site.visitor("legal")
    html = reviewer.get(f"{ADDRESS}/review").text
    fields = {"fingerprint": hidden(html, "fingerprint"), "opinion": "同意，请注意衔接。"}
    story.save(written({**BEGUN, "工资": WORDS[1], "培训": WORDS[2]}))
    story.submit()
    site.clock.now = story.now
    site.clock.forward(minutes=1)
    answer = reviewer.post(f"{ADDRESS}/approve", fields)
    assert answer.status_code == 409
    assert "同意，请注意衔接。" in answer.text.partition('id="opinion"')[2].partition("</textarea>")[0]
    assert "文本已经更换" in answer.text
    topics = {one: topic for topic, one in keys_of(story).items()}
    assert {topics[one] for one in cards(answer.text)} == {"培训"}, "only what changed since the page was opened"
    again = {**fields, "fingerprint": hidden(answer.text, "fingerprint")}
    assert reviewer.post(f"{ADDRESS}/approve", again).status_code == 302
    site.close()


def test_a_translation_that_was_replaced_is_shown_alone(story: Stories):
    site = House(story.url)
    site.clock.now = story.now
    reviewer = site.visitor("legal")
    html = reviewer.get(f"{ADDRESS}/review").text
    assert len(hidden(html, "fingerprint").split()) == 2
    story.save(ENGLISH.replace("20 yuan", "30 yuan"), Language.EN)
    story.submit()
    site.clock.now = story.now
    site.clock.forward(minutes=1)
    answer = reviewer.post(f"{ADDRESS}/approve", {"fingerprint": hidden(html, "fingerprint"), "opinion": "同意。"})
    assert answer.status_code == 409
    assert cards(answer.text) == {}
    assert "30 yuan" in answer.text.partition('id="translation-en"')[2]
    alone = reviewer.get(f"{ADDRESS}/review?text=en").text
    assert 'id="decide"' not in alone, "a decision is made where the authentic text is to be seen"
    assert len(hidden(reviewer.get(f"{ADDRESS}/review?text=zh").text, "fingerprint").split()) == 1
    site.close()


def test_the_keys_are_switched_off_for_one_person(story: Stories):
    site = House(story.url)
    site.clock.now = story.now
    legal, union = site.visitor("legal"), site.visitor("union")
    assert legal.post(f"{ADDRESS}/review-keys", {"off": "yes"}).status_code == 302
    assert "data-keys-off" in legal.get(f"{ADDRESS}/review").text
    assert "data-keys-off" not in union.get(f"{ADDRESS}/review").text
    legal.post(f"{ADDRESS}/review-keys", {"off": "no"})
    assert "data-keys-off" not in legal.get(f"{ADDRESS}/review").text
    site.close()

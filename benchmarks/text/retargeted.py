"""References after the numbers moved: whether each one that names another provision than before is asked about.

A regulation of numbered articles is made in which every provision and every reference is known by name, saved, changed in
one way (an article, a paragraph or an item put in, taken out or moved) with the labels behind it moved along by hand and
the references left as they were, and saved again. The model knows which provision bears which number before and after, and
nothing of how the product finds it: it never reads a text. Saving, asking, refusing, confirming go through the verbs, one
trial in twenty through the pages.

Options: `--n N` trials, `--seed S`, `--replay FILE`. A replay file has one JSON object a line, each a trial:
  {"seed": 7}                         a trial of that seed, or
  {"before": "…", "after": "…"}       two texts saved one after the other
and prints what was asked after the second save. Ends with `places P unasked U`; exit status 1 unless U is 0.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import tempfile
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from tests.cast import House, enrolled
from tests.text.cited import ARTICLES, EDITS, Regulation, expected, put_article
from tests.web.house import Clock, Visitor, hidden
from tests.web.house import House as Pages
from workflow.lifecycle.acting import Refused
from workflow.lifecycle.draft import drafting, referring
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.references import open_in
from workflow.lifecycle.people import people
from workflow.records.database.session import writing
from workflow.records.regulation import RegulationKind
from workflow.words import Language

SHOWN = 20
#: One trial in so many goes through the pages.
HTTP = 20
PASSWORD = "correct horse battery"  # noqa: S105
_SECTION = re.compile(r'<section class="doubts".*?</section>', re.DOTALL)
_QUESTION = re.compile(r'name="question" value="([0-9]+)"')


@dataclass
class Tally:
    """What came out of the trials."""

    places: int = 0
    unasked: int = 0
    needless: int = 0
    kinds: Counter[str] = field(default_factory=Counter)
    faults: list[str] = field(default_factory=list)


class Desk:
    """A drafter's house in which regulations are begun, saved and submitted through the verbs."""

    def __init__(self, folder: Path) -> None:
        url = f"sqlite:///{folder / 'trial.db'}"
        enrolled(url)
        self.house = House(url)
        self.count = 0
        self.browser: Visitor | None = None

    def visitor(self) -> Visitor:
        """A browser in which the drafter is signed in."""
        if self.browser is None:
            with writing(self.house.engine) as db:
                person = people.person_by_code(db, "drafter")
                assert person is not None
                person.secret = people.hash_password(PASSWORD)
                db.add(person)
            self.clock = Clock(self.house.now)
            self.browser = Pages(self.house.url, self.clock).visitor()
            assert self.browser.post("/sign-in", {"code": "drafter", "password": PASSWORD}).status_code == 302
            self.browser.token = ""  # signing in begins a new session
        self.clock.now = self.house.now  # both have the time of one house
        return self.browser

    def settled_in_the_browser(self, slug: str, expected: int) -> bool:
        """Whether the desk shows that many questions, refuses to submit, and lets each be confirmed."""
        visitor, address = self.visitor(), f"/regulations/{slug}/editions/1"
        page = visitor.get(f"{address}/draft").text
        shown = _SECTION.search(page)
        if (shown[0].count("<li") if shown else 0) != expected:
            return False
        fingerprint = hidden(page, "fingerprint")
        if expected and visitor.post(f"{address}/submit", {"fingerprint": fingerprint}).status_code != 409:
            return False
        for question in _QUESTION.findall(page):
            if visitor.post(f"{address}/confirm-reference", {"question": question}).status_code != 302:
                return False
        return not _QUESTION.search(visitor.get(f"{address}/draft").text)

    def begin(self, language: Language) -> str:
        """A new regulation; its address name."""
        self.count += 1
        slug = f"trial-{self.count}"
        with self.house.acting("drafter") as act:
            drafting.create(
                act, slug=slug, kind=RegulationKind.REGULATION, name_zh=slug, name_en=slug, language=language
            )
        return slug

    def save(self, slug: str, text: str, language: Language) -> None:
        """Save a text on top of the newest."""
        with self.house.acting("drafter") as act:
            edition = self.house.edition(act, slug=slug)
            drafting.save(act, edition, language, text, texts.latest(act.db, edition, language))

    def asked(self, slug: str) -> Counter[tuple[str, str]]:
        """The open questions: label of the article, words as printed."""
        with self.house.asking("drafter") as act:
            return Counter((one.within, one.printed) for one in open_in(act.db, self.house.edition(act, slug=slug)))

    def refused(self, slug: str) -> bool:
        """Whether the text cannot be submitted."""
        try:
            with self.house.acting("drafter") as act:
                drafting.submit(act, self.house.edition(act, slug=slug), "", self.house.shown(act, slug))
        except Refused:
            return True
        return False

    def settle(self, slug: str) -> bool:
        """Confirm what can be confirmed; whether nothing is open of it then."""
        with self.house.acting("drafter") as act:
            edition = self.house.edition(act, slug=slug)
            for one in open_in(act.db, edition):
                if one.names:
                    referring.confirm_reference(act, edition, one)
            return not [one for one in open_in(act.db, edition) if one.names]

    def renumbered(self, slug: str, language: Language, text: str) -> str:
        """What the button makes of `text` typed over the newest saved one."""
        with self.house.asking("drafter") as act:
            edition = self.house.edition(act, slug=slug)
            made, _ = referring.renumbered(act, edition, language, text, texts.latest(act.db, edition, language))
            return "\n".join(line.strip() for line in made.split("\n"))  # canonical English indents its lists


def trial(seed: int, desk: Desk, tally: Tally, size: int = ARTICLES) -> None:
    """One regulation, one change, and what was asked about it."""
    chance = random.Random(seed)
    language = Language.EN if seed % 4 == 3 else Language.ZH
    regulation = Regulation(chance, language, size)
    slug = desk.begin(language)
    desk.save(slug, regulation.text(), language)
    edit = EDITS[seed % len(EDITS)]
    before = list(regulation.articles)
    edit(regulation)
    tally.kinds[f"{edit.__name__} {language}"] += 1
    meant, changed = expected(regulation), regulation.text()
    straight = desk.renumbered(slug, language, changed)
    from_old_labels = desk.renumbered(slug, language, regulation.text(before)) if edit is put_article else ""
    desk.save(slug, changed, language)
    asked = desk.asked(slug)
    tally.places += meant.total()
    missing, needless = meant - asked, asked - meant
    tally.unasked += missing.total()
    tally.needless += needless.total()
    if (seed // len(EDITS)) % HTTP == 0:
        tally.kinds["through the pages"] += 1
        if not desk.settled_in_the_browser(slug, meant.total()):
            tally.unasked += 1
            missing = missing or Counter({("the page", "shows otherwise"): 1})
    elif meant and not desk.refused(slug):
        tally.unasked += meant.total()
        tally.kinds["submitted although asked"] += 1
    if not desk.settle(slug):
        tally.unasked += 1
    if edit.__name__ not in ("take_article", "take_paragraph", "take_item"):
        tally.kinds["renumbered by the button"] += 1
        regulation.print_numbers()
        if straight != regulation.text() or from_old_labels not in ("", straight):
            tally.unasked += 1
            missing = missing or Counter({("renumbered", "otherwise"): 1})
    if missing or needless:
        tally.faults.append(
            f"seed {seed} {edit.__name__} {language}: not asked {dict(missing)}, needlessly {dict(needless)}"
        )


def main(options: list[str]) -> int:
    """Run the trials; 1 when a reference that names another provision was not asked about."""
    reader = argparse.ArgumentParser(prog="python -m benchmarks retargeted", description=__doc__)
    reader.add_argument("--n", type=int, default=180)
    reader.add_argument("--seed", type=int, default=1)
    reader.add_argument("--replay", type=Path)
    given = reader.parse_args(options)
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        desk = Desk(Path(folder))
        if given.replay:
            for line in given.replay.read_text(encoding="utf-8").splitlines():
                _replay(json.loads(line), desk, tally)
        else:
            for number in range(given.n):
                trial(given.seed * 100_003 + number, desk, tally)
    for kind, count in sorted(tally.kinds.items()):
        print(f"{kind:32} {count:6}")
    for line in tally.faults[:SHOWN]:
        print(line, file=sys.stderr)
    print(f"asked although nothing changed: {tally.needless}")
    print(f"places {tally.places} unasked {tally.unasked}")
    return 1 if tally.unasked else 0


def _replay(given: dict[str, object], desk: Desk, tally: Tally) -> None:
    if "seed" in given:
        trial(int(str(given["seed"])), desk, tally)
        print(json.dumps({"places": tally.places, "unasked": tally.unasked}, ensure_ascii=False))
        return
    language = Language.ZH if any(character > "\u2e80" for character in str(given["before"])) else Language.EN
    slug = desk.begin(language)
    desk.save(slug, str(given["before"]), language)
    desk.save(slug, str(given["after"]), language)
    asked = [
        {"within": within, "printed": printed, "times": times} for (within, printed), times in desk.asked(slug).items()
    ]
    print(json.dumps({"asked": asked, "refused": desk.refused(slug)}, ensure_ascii=False))

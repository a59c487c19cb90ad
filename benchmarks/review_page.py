"""How long the server takes for the review of a text of 300 articles of which 150 changed, and for a reviewer's desk.

The database holds the story of one regulation: its first edition in force, the second with 150 changed articles (figures,
words, insertions, deletions) before its reviewers in their second round, with remarks, decisions and viewed marks. Each page is asked for
through the application's own client. The goals are 150 ms for the page and 50 ms for the desk (p95 of the processor, so that
other programs do not count); beside each stands its ratio to the reading page of the same text, measured in the same run,
which says the same on any machine. The first request after a start, with nothing kept in memory, is told apart.

Options: `--articles N` (300), `--changed N` (150), `--times N` (40), `--profile` prints where the time of the page goes.
Exit status 1 when a goal is missed.
"""

import argparse
import cProfile
import gc
import pstats
import statistics
import tempfile
import time
from pathlib import Path

from tests.cast import enrolled
from tests.web.counted import counted, forget
from tests.web.house import House, Visitor
from tests.web.stories import Stories
from workflow.lifecycle.facts import texts
from workflow.lifecycle.facts.approvals import shown_of
from workflow.lifecycle.people.people import DEMONSTRATION
from workflow.lifecycle.review import discussing, reviewing, viewing
from workflow.records.database.session import writing
from workflow.records.person import Mark
from workflow.records.text.snapshot import Snapshot
from workflow.rules.people.roles import Capacity
from workflow.rules.review import Decision
from workflow.text.labels.numerals import chinese

SLUG = "review-page"
EDITION = f"/regulations/{SLUG}/editions/2"
PAGES = (
    ("reading page (the measure)", "legal", f"/regulations/{SLUG}/editions/1", 0.0),
    ("review, everything", "legal", f"{EDITION}/review?show=all", 150.0),
    ("review, since one last looked", "legal", f"{EDITION}/review", 150.0),
    ("review, figures only, by risk", "legal", f"{EDITION}/review?show=all&only=figures&order=risk", 150.0),
    ("review, side by side", "legal", f"{EDITION}/review?show=all&view=sides", 150.0),
    ("review, as its drafter", "drafter", f"{EDITION}/review", 150.0),
    ("desk of the reviewer", "legal", "/desk", 50.0),
)


def text_of(articles: int, changed: int = 0) -> str:
    """A regulation in chapters of ten articles with a table; of `changed` articles other words stand in it."""
    lines = ["职工薪酬与考勤管理办法", ""]
    every = max(1, articles // changed) if changed else 0
    number = 0
    for place in range(articles):
        if place % 10 == 0:
            lines += [f"第{chinese(place // 10 + 1)}章　第{chinese(place // 10 + 1)}类事项", ""]
        other = every and place % every == 0
        if other and place % 20 == 8:  # deleted
            continue
        number += 1
        days, verb = ("十五", "可以") if other else ("三十", "应当")
        lines.append(
            f"第{chinese(number)}条　用人部门{verb}在第{place}类事项发生之日起{days}日内书面报告人力资源部，"
            f"由人力资源部核定后发放补贴{200 + place + (50 if other else 0)}元，不得拖延。"
        )
        lines.append(f"（一）第{place}类事项由班组长登记，每月{'核对一次' if other else '汇总'}；")
        lines.append("（二）登记不实的，按照公司奖惩规定处理。")
        if other and place % 20 == 4:  # put in
            number += 1
            lines.append(f"第{chinese(number)}条　第{place}类事项的补充规定由工会监督执行，期限不超过{place + 5}日。")
    return "\n".join(lines) + "\n"


def stage(url: str, articles: int, changed: int) -> None:
    """The story up to its second round, by the verbs. In that round 60 of them changed again."""
    enrolled(url)
    house = Stories(url)
    with writing(house.engine) as db:
        db.add(Mark(name=DEMONSTRATION, value=house.now.date().isoformat()))
    house.ready(SLUG, text=text_of(articles), english="Rules on Pay\n\nArticle 1 Pay is paid.\n")
    house.issued(SLUG)
    house.amend(SLUG)
    house.save(text_of(articles, changed), slug=SLUG)
    house.submit(SLUG)
    with house.acting("legal") as act:
        edition = house.edition(act, slug=SLUG)
        head = act.db.get_one(Snapshot, max(one.id for one in _snapshots(act.db, edition.id)))
        keys = [one.key for one in texts.reviewable(act.db, head)]
        for key in keys[5:300:10]:
            discussing.comment(act, edition, head, key, "请说明期限调整的理由。")
        some = frozenset((head.language, key) for key in keys[1:30:3])
        shown = shown_of(act.db, edition)
        reviewing.decide(act, edition, Decision.APPROVE, Capacity.LEGAL, "同意。", shown, some)
        for key in keys[0::3]:
            viewing.mark(act, edition, head, key, viewed=True)
    house.save(text_of(articles, changed).replace("核对一次", "核对两次", 60), slug=SLUG)
    house.submit(SLUG)
    house.engine.dispose()


def _snapshots(db: object, edition: int) -> list[Snapshot]:
    from sqlmodel import col, select

    return list(db.exec(select(Snapshot).where(col(Snapshot.edition_id) == edition)))  # type: ignore[attr-defined]


def spent_on(visitor: Visitor, path: str, times: int) -> list[float]:
    """Milliseconds of the processor for each request."""
    out = []
    for _ in range(times):
        worked = time.process_time()
        answer = visitor.get(path)
        out.append(1000 * (time.process_time() - worked))
        assert answer.status_code == 200, (path, answer.status_code)
    return out


def main(options: list[str]) -> int:
    """Print a table."""
    wanted = argparse.ArgumentParser(prog="review_page")
    wanted.add_argument("--articles", type=int, default=300)
    wanted.add_argument("--changed", type=int, default=150)
    wanted.add_argument("--times", type=int, default=40)
    wanted.add_argument("--profile", action="store_true")
    asked = wanted.parse_args(options)
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'review.sqlite'}"
        stage(url, asked.articles, asked.changed)
        house = House(url)
        gc.collect()
        gc.freeze()
        print(
            "| Page | statements | first | median | p95 | of the measure |\n| --- | ---: | ---: | ---: | ---: | ---: |"
        )
        late, measure = 0, 0.0
        for name, person, path, goal in PAGES:
            visitor = house.visitor(person)
            forget()
            first = spent_on(visitor, path, 1)[0]
            with counted(house.engine) as statements:
                spent_on(visitor, path, 1)
            spent = spent_on(visitor, path, asked.times)
            p95 = statistics.quantiles(spent, n=20)[-1]
            measure = measure or p95
            late += bool(goal) and p95 > goal
            told = f"{p95:.0f} ms{' (beyond)' if goal and p95 > goal else ''} | {p95 / measure:.1f}"
            print(
                f"| {name} | {len(statements)} | {first:.0f} ms | {statistics.median(spent):.0f} ms | {told} |",
                flush=True,
            )
        if asked.profile:
            visitor = house.visitor("legal")
            with cProfile.Profile() as profile:
                spent_on(visitor, PAGES[1][2], 10)
            pstats.Stats(profile).sort_stats("cumulative").print_stats(70)
        house.engine.dispose()
    return 1 if late else 0

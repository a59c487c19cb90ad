"""How long the server takes for the main pages when a thousand texts are saved: p95 of each, in one process.

The database holds the demonstration enterprise and ten regulations of sixty articles, each saved a hundred times through
the same verb that the drafting desk uses. The pages are asked for through the application's own test client, so that
what is timed is ours and not the network's; the time of the processor leaves out what else the machine does. The goal
is 50 ms.
"""

import re
import statistics
import sys
import tempfile
import time
from datetime import UTC, date, datetime
from pathlib import Path

from flask.testing import FlaskClient
from sqlmodel import select

from workflow import demonstration
from workflow.config import Settings
from workflow.demonstration.cast import named
from workflow.lifecycle.acting import Act
from workflow.lifecycle.draft import drafting
from workflow.lifecycle.facts import texts
from workflow.lifecycle.figures import procedure_of
from workflow.lifecycle.people.people import person_by_code
from workflow.publishing.faces.fonts import faces
from workflow.records import migrations
from workflow.records.database.session import make_engine, writing
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.text.labels.numerals import chinese
from workflow.web.app import create_app
from workflow.words import Language

TODAY = date(2026, 3, 16)
NOW = datetime(2026, 3, 16, 1, tzinfo=UTC)
REGULATIONS, SAVES, ARTICLES = 10, 100, 60
TIMES, GOAL = 40, 50.0


def text_of(version: int) -> str:
    """A regulation of sixty articles whose `version`th save changed one of them."""
    lines = ["基准管理办法", "", "第一章　总则", ""]
    for number in range(1, ARTICLES + 1):
        changed = f"，限期{chinese(version + 2)}日" if number == version % ARTICLES + 1 else ""
        lines.append(f"第{chinese(number)}条　各部门应当按照职责做好第{number}类事项的登记、核对和归档工作{changed}。")
        lines.append(f"（一）按月汇总第{number}类事项；")
        lines.append("（二）按季向职工代表大会专门小组报告。")
    return "\n".join(lines) + "\n"


def fill(url: str, settings: Settings) -> None:
    """Put the demonstration and the saved texts into the database."""
    engine = make_engine(url)
    migrations.upgrade(engine)
    procedure = procedure_of(named(settings))
    demonstration.stage(engine, settings, procedure, faces(settings), TODAY, lambda _line: None)
    for number in range(REGULATIONS):
        with writing(engine) as db:
            act = Act(db, person_by_code(db, "drafter"), NOW, settings.time_zone, procedure)
            edition = drafting.create(
                act,
                slug=f"text-{number}",
                kind=RegulationKind.REGULATION,
                name_zh=f"基准{number}",
                name_en=f"Text {number}",
            )
            for version in range(SAVES):
                drafting.save(act, edition, Language.ZH, text_of(version), texts.authentic(db, edition), "")
            if number % 2 == 0:
                head = texts.authentic(db, edition)
                drafting.submit(act, edition, "", head.fingerprint if head else "")
    engine.dispose()


def snapshots(url: str) -> int:
    """How many texts are saved."""
    engine = make_engine(url)
    with writing(engine) as db:
        from workflow.records.text.snapshot import Snapshot

        found = len(db.exec(select(Snapshot.id)).all())
        assert db.exec(select(Edition.id).join(Regulation).where(Regulation.slug == "text-0")).one()
    engine.dispose()
    return found


PAGES = (
    ("library", None, "/"),
    ("library, a search", None, "/?q=代表"),
    ("reading", None, "/regulations/representative-assembly"),
    ("comparison", "drafter", "/regulations/member-welfare/compare"),
    ("desk of a drafter", "drafter", "/desk"),
    ("desk of a reviewer", "reviewer-legal", "/desk"),
    ("drafting, 60 articles", "drafter", "/regulations/text-1/editions/1/draft"),
    ("review, 60 articles new", "reviewer-legal", "/regulations/text-0/editions/1/review"),
    ("review of an amendment", "reviewer-legal", "/regulations/member-welfare/editions/2/review"),
    ("session", "secretary", "/sessions/2"),
    ("session, closed", "secretary", "/sessions/1"),
    ("attendance", "secretary", "/sessions/2/attendance"),
    ("record, 100 saves", "drafter", "/regulations/text-1/record"),
)


def client_of(app: object, person: str | None) -> FlaskClient:
    """A browser, signed in when a person is named."""
    client: FlaskClient = app.test_client()  # type: ignore[attr-defined]
    if person:
        token = re.search(r'name="csrf_token" value="([^"]+)"', client.get("/sign-in").text)
        assert token
        client.post("/demonstration/sign-in", data={"csrf_token": token[1], "person": person})
    return client


def timed(client: FlaskClient, path: str) -> list[tuple[float, float]]:
    """Milliseconds by the clock and of the processor for each request, after two that warm the memory."""
    out = []
    for number in range(TIMES + 2):
        begun, worked = time.perf_counter(), time.process_time()
        answer = client.get(path)
        spent = 1000 * (time.perf_counter() - begun), 1000 * (time.process_time() - worked)
        assert answer.status_code == 200, (path, answer.status_code)
        if number >= 2:
            out.append(spent)
    return out


def main() -> None:
    """Print a table."""
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'pages.sqlite'}"
        settings = Settings.from_environ({"DATA_DIR": folder, "DATABASE_URL": url})
        begun = time.perf_counter()
        fill(url, settings)
        print(f"{snapshots(url)} saved texts, made in {time.perf_counter() - begun:.0f} s\n")
        app = create_app(settings, clock=lambda: NOW)
        print("| Page | median | p95 | p95 of the processor |\n| --- | ---: | ---: | ---: |")
        slow = 0
        for name, person, path in PAGES:
            spent = timed(client_of(app, person), path)
            clock, processor = ([one[place] for one in spent] for place in (0, 1))
            p95, worked = (statistics.quantiles(one, n=20)[-1] for one in (clock, processor))
            slow += worked > GOAL  # other programs on the machine do not count
            print(f"| {name} | {statistics.median(clock):.1f} ms | {p95:.1f} ms | {worked:.1f} ms |", flush=True)
        print(f"\n{len(PAGES) - slow} of {len(PAGES)} pages within {GOAL:.0f} ms", file=sys.stdout)


if __name__ == "__main__":
    main()

"""How long it takes to import a Word file through the browser's pages: `python -m benchmarks word_import`.

A regulation of 300 articles with automatic numbers, and one of 10,000 paragraphs, on top of an earlier text: sent as a
drafter sends it, looked at line by line and against the saved text, confirmed, taken into the draft and saved. The
application's own test client is used, so that what is timed is ours. The goal for 300 articles is 3 seconds in all.
"""

from __future__ import annotations

import html
import io
import re
import resource
import tempfile
import time
from pathlib import Path

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from benchmarks.files.word import regulation
from benchmarks.pages import NOW, TODAY, client_of
from workflow import demonstration
from workflow.config import Settings
from workflow.demonstration.cast import named
from workflow.lifecycle.figures import procedure_of
from workflow.publishing.faces.fonts import faces
from workflow.publishing.word.writing.document import write_document
from workflow.records import migrations
from workflow.records.database.session import make_engine
from workflow.text.reading.write import write
from workflow.web.app import create_app

SIZES, GOAL = (300, 5_300), 3.0
STEPS = ("read", "look", "compare", "confirm", "take", "save")


class _Drafter:
    """A drafter at the desk of one new regulation."""

    def __init__(self, client: FlaskClient, slug: str) -> None:
        self.client, self.desk = client, f"/regulations/{slug}/editions/1"
        self.token = _field(client.get("/desk").text, "csrf_token")
        self.post("/regulations/new", slug=slug, name_zh="基准", name_en="Benchmark")
        self.base = "0"

    def post(self, path: str, **fields: object) -> TestResponse:
        answer = self.client.post(path, data={"csrf_token": self.token, **fields})
        assert answer.status_code == 302, (path, answer.status_code)
        return answer

    def save(self, text: str) -> None:
        self.post(f"{self.desk}/save", words=text, base=self.base)
        self.base = _field(self.client.get(f"{self.desk}/draft").text, "base")

    def bring_in(self, content: bytes) -> dict[str, float]:
        """Import a file; seconds of each of STEPS."""
        spent: dict[str, float] = {}

        def timed(step: str, answer: TestResponse) -> TestResponse:
            spent[step] = time.perf_counter() - begun
            return answer

        begun = time.perf_counter()
        sent = timed("read", self.post(f"{self.desk}/import", file=(io.BytesIO(content), "基准.docx")))
        page = sent.headers["Location"]
        begun = time.perf_counter()
        base = _field(timed("look", self.client.get(page)).text, "base")
        begun = time.perf_counter()
        timed("compare", self.client.get(f"{page}?shows=changes"))
        begun = time.perf_counter()
        timed("confirm", self.post(f"{page}/correct", do="all", base=base))
        begun = time.perf_counter()
        draft = timed("take", self.post(f"{page}/take", base=base)).headers["Location"]
        words = re.search(r"<textarea[^>]*>\n(.*?)</textarea>", self.client.get(draft).text, re.DOTALL)
        assert words
        begun = time.perf_counter()
        timed("save", self.post(f"{self.desk}/save", words=html.unescape(words[1]), base=base))
        return spent


def _field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}" value="([^"]*)"', page)
    assert found, name
    return html.unescape(found[1])


def main() -> None:
    """Print one line a size: seconds of each step and of all of them."""
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings.from_environ(
            {"DATA_DIR": folder, "MAX_TEXT": "3000000", "DATABASE_URL": f"sqlite:///{Path(folder) / 'import.sqlite'}"}
        )
        engine = make_engine(settings.database_url)
        migrations.upgrade(engine)
        procedure = procedure_of(named(settings))
        demonstration.stage(engine, settings, procedure, faces(settings), TODAY, lambda _line: None)
        engine.dispose()
        client = client_of(create_app(settings, clock=lambda: NOW), "drafter")
        print(f"{'articles':>8}{'lines':>8}" + "".join(f"{step:>9}" for step in STEPS) + f"{'all':>9}   s")
        for size in SIZES:
            text, later = write(regulation(size)), regulation(size, 2)
            drafter = _Drafter(client, f"import-{size}")
            drafter.save(text)
            spent = drafter.bring_in(write_document(later))
            whole = sum(spent.values())
            lines = len(write(later).split("\n"))
            print(f"{size:>8}{lines:>8}" + "".join(f"{spent[step]:>9.3f}" for step in STEPS) + f"{whole:>9.3f}")
            assert size > 300 or whole < GOAL, f"{whole:.1f} s, more than {GOAL:.0f}"
        print(f"memory: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MB at most")


if __name__ == "__main__":
    main()

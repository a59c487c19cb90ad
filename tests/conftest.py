"""What every test may ask for: databases, a corpus of public texts, a browser."""

import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import hypothesis
import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from tests import compiled, surroundings
from tests.browsers import chromium_path, flags, fonts_configuration
from tests.databases import KINDS, Databases, PostgreSQL
from tests.running.costs import Costs

if TYPE_CHECKING:
    from tests.web.planted import World

# The same examples every time, so that a failure is a fact about the change; long trials roll new ones.
hypothesis.settings.register_profile("check", derandomize=True, deadline=None, max_examples=60)
hypothesis.settings.register_profile("soak", deadline=None, max_examples=5000, print_blob=True)


# Before the conftest of a folder that a run was asked for imports the product, whose hasher is made then.
compiled.spare_passwords()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a run be asked what it costs."""
    parser.addoption("--costs", action="store_true", help="print what the tests cost in seconds of the processor")


def pytest_configure(config: pytest.Config) -> None:
    """Leave the developer's own surroundings behind, and choose how many examples property tests try."""
    surroundings.leave()
    compiled.share_statements()
    compiled.share_addresses()
    compiled.wait_for_no_disk()
    if not hasattr(config, "workerinput"):
        config.stash[SERVER] = PostgreSQL()
    if config.option.costs:
        config.pluginmanager.register(_costs(config))
    hypothesis.settings.load_profile("soak" if config.option.markexpr == "soak" else "check")


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What was asked of SQLite is asked once more of PostgreSQL with the thorough ones, but where its SQL is what is asked."""
    for one in items:
        parameters = getattr(getattr(one, "callspec", None), "params", {})
        if "postgresql" in parameters.values() and not one.get_closest_marker("both"):
            one.add_marker(pytest.mark.thorough)


def pytest_collection_finish() -> None:
    """From here on what is loaded stays."""
    compiled.keep_the_process()


#: The server of a run, which all its processes use.
SERVER = pytest.StashKey[PostgreSQL]()


def _costs(config: pytest.Config) -> Costs:
    if SERVER not in config.stash:
        return Costs()
    folder = config.stash[SERVER].folder
    return Costs(shared=folder) if getattr(config.option, "numprocesses", 0) else Costs(server=folder)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a process that runs tests where the server of the run is."""
    node.workerinput["postgresql"] = str(node.config.stash[SERVER].folder)


def pytest_unconfigure(config: pytest.Config) -> None:
    """End the server of the run."""
    if SERVER in config.stash:
        config.stash[SERVER].stop()


@pytest.fixture(scope="session")
def databases(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Databases:
    """The maker of databases, of both kinds. Several processes of a run share what was prepared, and the server."""
    told: dict[str, Any] = getattr(request.config, "workerinput", {})
    if told:
        folder = tmp_path_factory.getbasetemp().parent / "databases"
        folder.mkdir(exist_ok=True)
        made = Databases(folder, told["workerid"], Path(told["postgresql"]))
    else:
        made = Databases(tmp_path_factory.mktemp("databases"), "alone", request.config.stash[SERVER].folder)
    return made


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The address of an empty database; the test runs once with SQLite and once with PostgreSQL."""
    return databases.empty(request.param)


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The address of a database with our tables and triggers; once with SQLite and once with PostgreSQL."""
    return databases.at_head(request.param)


@pytest.fixture
def sqlite_url(databases: Databases) -> str:
    """The address of a SQLite database with our tables and triggers, where one kind is enough."""
    return databases.at_head("sqlite")


@pytest.fixture(params=KINDS)
def demonstration_url(request: pytest.FixtureRequest, databases: Databases) -> str:
    """The address of a copy of the demonstration, which is made once for each kind of database."""
    from tests.web.house import stage_demonstration

    return databases.copy(request.param, "demonstration_web", stage_demonstration)


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of public texts that CORPUS names. Without it the test is skipped in the open, and fails in CI."""
    named = os.environ.get("CORPUS", "")
    if named and Path(named).is_dir():
        return Path(named)
    reason = f"CORPUS names no folder: {named}" if named else "no corpus is here: CORPUS is not set"
    if named or os.environ.get("CI") == "true":
        pytest.fail(reason)
    pytest.skip(reason)


@pytest.fixture(scope="session")
def chromium() -> Path:
    """The path of the browser for tests."""
    return chromium_path()


@pytest.fixture(scope="session")
def browser(chromium: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Browser]:
    """A headless Chromium in which Chinese is drawn with the faces of set-up."""
    fonts = fonts_configuration(tmp_path_factory.mktemp("fonts"))
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(
            executable_path=chromium, args=flags(), env={**os.environ, "FONTCONFIG_FILE": str(fonts)}
        )
        yield opened
        opened.close()


@pytest.fixture(autouse=True)
def no_window_stays_open(request: pytest.FixtureRequest) -> Iterator[None]:
    """Close what a test opened in the browser: pages that ask again and again would go on asking a server that is gone.

    Left open, they made the browser of a whole run five times as slow as that of one test.
    """
    opened: Browser | None = request.getfixturevalue("browser") if "browser" in request.fixturenames else None
    before = opened.contexts if opened else []  # a folder's own windows, which several tests look through
    yield
    for one in opened.contexts if opened else []:
        if one not in before:
            one.close()


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    """A fresh visitor who reads Chinese, in China's time zone."""
    opened = browser.new_context(locale="zh-CN", timezone_id="Asia/Shanghai", viewport={"width": 1280, "height": 900})
    opened.set_default_timeout(10_000)
    yield opened
    opened.close()


@pytest.fixture
def page(context: BrowserContext) -> Page:
    """That visitor's open page."""
    return context.new_page()


@pytest.fixture(scope="session")
def planted_world(databases: Databases) -> "tuple[Path, World]":
    """The file of a SQLite database with the planted world in it, made once a run, and where everything is in it."""
    from tests import cast
    from tests.web import planted

    def make(url: str) -> None:
        world = planted.plant(cast.House(url))
        world.house.engine.dispose()
        databases.note("planted").write_bytes(world.told())

    databases.make_ready("sqlite", "cast", cast.enrolled)
    databases.make_ready("sqlite", "planted", make, base="cast")
    url = databases.another("sqlite", "planted")
    return Path(url.removeprefix("sqlite:///")), planted.World.of(
        cast.House(url), databases.note("planted").read_bytes()
    )

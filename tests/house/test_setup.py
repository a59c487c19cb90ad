"""Set-up: what is pinned, what the scripts promise, and that a missing thing is one sentence with what to type."""

import ast
import json
import os
import re
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from workflow.bootstrap import __main__ as bootstrap
from workflow.bootstrap import editor, environment, faces, steps, system
from workflow.bootstrap.steps import VENV, MissingError

ROOT = Path(__file__).resolve().parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
LOCKS = ("requirements.txt", "requirements-dev.txt", environment.FAST, environment.NODE)
MODULES = sorted(Path(bootstrap.__file__).parent.glob("*.py"))


def pins(lock: str) -> dict[str, str]:
    """The packages of a lock file with their versions."""
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9][a-z0-9._-]*)(?:\[[^]]*\])?==(\S+)", text, flags=re.MULTILINE))


def named(requirement: str) -> str:
    """The name of the package that a requirement asks for."""
    return re.split(r"[^A-Za-z0-9._-]", requirement, maxsplit=1)[0].lower().replace("_", "-").replace(".", "-")


def test_every_dependency_is_pinned():
    groups = PROJECT["dependency-groups"]
    needed = {named(one) for one in [*PROJECT["project"]["dependencies"], *groups["build"]]}
    assert needed <= pins("requirements.txt").keys()
    assert needed | {named(one) for one in groups["dev"]} <= pins("requirements-dev.txt").keys()


def test_the_tests_run_on_what_the_server_runs_on():
    assert pins("requirements.txt").items() <= pins("requirements-dev.txt").items()


def test_the_fast_builds_are_an_extra_that_set_up_installs_where_there_are_some():
    extra = PROJECT["project"]["optional-dependencies"]["fast"]
    assert PROJECT["dependency-groups"]["fast"] == extra
    assert list(pins(environment.FAST)) == [named(one) for one in extra]
    assert not set(pins(environment.FAST)) & {*pins("requirements.txt"), *pins("requirements-dev.txt")}


def test_without_a_fast_build_set_up_goes_on_and_says_so(monkeypatch, plain_user, tmp_path, capsys):
    def none_there(*_: object, **__: object) -> None:
        raise MissingError("没有", "there is none")

    monkeypatch.setattr(environment, "VENV", tmp_path)
    monkeypatch.setattr(environment, "run", none_there)
    environment.fast_build("this Python")
    assert "long texts take longer" in capsys.readouterr().out
    environment.fast_build("this Python")  # a second time it is not tried, and said again
    assert capsys.readouterr().out.startswith("! There is no ready fast build")


def test_what_takes_long_says_how_far_it_has_come(monkeypatch, capsys):
    said = ["Collecting one==1", "  Downloading one", "Collecting two==2", "Installing collected packages: one, two"]

    def pip(*_: str, heard) -> None:
        for line in said:
            heard(line)
            far.append(step.far)

    far: list[str] = []
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    monkeypatch.setattr(environment, "pip", pip)
    with steps.step("装", "Installing") as step:
        environment.install_pinned("requirements.txt", step)
    many = len(pins("requirements.txt"))
    assert far == [f"1/{many}", f"1/{many}", f"2/{many}", "unpacking"]
    assert re.fullmatch(r"· Installing … \d+ s\n", capsys.readouterr().out)


def test_system_packages_are_named_before_they_are_installed(monkeypatch, capsys):
    monkeypatch.setattr(system, "is_root", lambda: True)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(system, "run", lambda *command, **_: print(f"[{' '.join(command)}]"))
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    system.apt_install("chromium", why="the browser tests")
    said = capsys.readouterr().out
    assert said.index("apt installs them now: chromium") < said.index("[apt-get")


def test_the_build_backend_is_the_pinned_one():
    (backend,) = PROJECT["build-system"]["requires"]
    assert backend == f"hatchling=={pins('requirements.txt')['hatchling']}"


@pytest.mark.parametrize("lock", LOCKS)
def test_every_pin_has_a_hash_and_no_lock_has_an_address(lock: str):
    text = (ROOT / lock).read_text(encoding="utf-8")
    for pin in re.split(r"\n(?=\S)", text.strip()):
        assert "--hash=sha256:" in pin, pin
    assert "://" not in text
    assert not re.search(r"^--?(?:i|index|extra|find|trusted)", text, flags=re.MULTILINE)


def test_set_up_needs_the_standard_library_alone():
    for module in MODULES:
        for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            others = [name for name in names if not name.startswith("workflow.bootstrap")]
            assert all(name.split(".")[0] in sys.stdlib_module_names for name in others), names


def test_set_up_starts_on_an_old_python_to_say_that_it_is_too_old(monkeypatch, capsys):
    for module in [*MODULES, ROOT / "workflow" / "__init__.py"]:
        ast.parse(module.read_text(encoding="utf-8"), feature_version=(3, 7))
    monkeypatch.setattr(bootstrap, "OLDEST_PYTHON", (99, 0))
    assert bootstrap.main(["run"]) == 1
    said = capsys.readouterr().err.strip()
    assert said.count("\n") == 0
    assert "Python 3.11" in said


def test_a_second_set_up_does_nothing(monkeypatch, capsys):
    def not_done(*_: str) -> None:
        raise AssertionError("this checkout is not set up: type make setup")

    monkeypatch.setattr(environment, "make_venv", not_done)
    for module in (editor, environment, faces, system):
        monkeypatch.setattr(module, "run", not_done)
    assert bootstrap.main(["test"]) == 0
    assert "…" not in capsys.readouterr().out


def test_the_program_is_found_by_a_path_from_its_environment():
    """An address of its own, with Chinese characters in it, Python cannot read under LC_ALL=C."""
    [file] = VENV.glob("lib/python*/site-packages/_editable_impl_*.pth")
    [line] = file.read_text(encoding="ascii").splitlines()
    assert not line.startswith("/")
    assert (file.parent / line).resolve() == ROOT


@pytest.fixture
def plain_user(monkeypatch):
    """Someone who is not root, in front of an English terminal."""
    monkeypatch.setattr(system, "is_root", lambda: False)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")


def test_without_root_a_missing_pango_is_a_command_to_type(monkeypatch, plain_user):
    monkeypatch.setattr(system, "loads", lambda library: library != "pango-1.0")
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    with pytest.raises(MissingError, match=r"sudo apt-get install libpango-1\.0-0 .*libharfbuzz-subset0$"):
        system.libraries()


def test_without_apt_a_missing_pango_names_the_packages(monkeypatch, plain_user):
    monkeypatch.setattr(system, "loads", lambda _: False)
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(MissingError, match=r"your system's packager: libpango"):
        system.libraries()


def test_a_missing_chromium_stops_the_tests(monkeypatch, plain_user):
    monkeypatch.delenv("CHROMIUM", raising=False)
    monkeypatch.setattr("shutil.which", lambda name: None if name in system.BROWSERS else name)
    monkeypatch.setattr(system, "os_release", lambda: "ID=debian\n")
    with pytest.raises(MissingError, match=r"sudo apt-get install .*chromium$"):
        system.browser()
    monkeypatch.setattr(system, "os_release", lambda: "NAME=Ubuntu\nID=ubuntu\n")
    with pytest.raises(MissingError, match="snap; install Google Chrome, then type: CHROMIUM="):
        system.browser()


def test_a_missing_second_engine_stops_the_tests(monkeypatch, plain_user):
    monkeypatch.delenv("PDFBOX", raising=False)
    monkeypatch.setattr(system, "ENGINE_PACKAGES", {name: f"/nowhere/{name}" for name in system.ENGINE_PACKAGES})
    with pytest.raises(
        MissingError, match=r"sudo apt-get install default-jre-headless libpdfbox2-java unicode-data openssl$"
    ):
        system.second_engine()
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(MissingError, match=r"or PDFBOX=its jar.* your system's packager: default-jre"):
        system.second_engine()


def test_a_chromium_from_snap_is_told_apart(tmp_path):
    stand_in = tmp_path / "chromium-browser"
    stand_in.write_text("#!/bin/sh\nexec /snap/bin/chromium\n", encoding="utf-8")
    honest = tmp_path / "chromium"
    honest.write_text("#!/bin/sh\nexec /usr/lib/chromium/chromium\n", encoding="utf-8")
    assert system.is_snap(str(stand_in))
    assert not system.is_snap(str(honest))


def test_without_the_faces_set_up_goes_on_and_says_what_stands_in(monkeypatch, plain_user, tmp_path, capsys):
    monkeypatch.setattr(faces, "FONTS", tmp_path / ".fonts")
    monkeypatch.setattr(faces, "FACES_FOLDER", "nowhere")
    monkeypatch.setattr("shutil.which", lambda _: None)
    faces.fetch_faces()
    assert "宋体 is printed instead. Type make fonts" in capsys.readouterr().out
    # The second time the sentence is all that there is.
    faces.fetch_faces()
    assert capsys.readouterr().out.startswith("! The faces 仿宋")


def test_every_part_of_the_editor_is_pinned_without_an_address():
    asked = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))["devDependencies"]
    locked = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))["packages"]
    assert locked.pop("")["devDependencies"] == asked
    assert {name: locked[f"node_modules/{name}"]["version"] for name in asked} == asked
    for name, one in locked.items():
        assert one["integrity"].startswith("sha512-"), name
        assert "resolved" not in one, name


def test_without_the_network_set_up_goes_on_and_says_that_the_text_area_stays(
    monkeypatch, plain_user, tmp_path, capsys
):
    monkeypatch.setattr(editor, "VENV", tmp_path)
    monkeypatch.setattr(editor, "BUILT", (tmp_path / "editor.js",))
    monkeypatch.setattr(editor, "found_node", lambda: None)
    monkeypatch.setattr(editor, "run", lambda *_, **__: pytest.fail("nothing is fetched a second time"))
    monkeypatch.setattr(editor, "fetched_node", lambda: editor.wheel_of_node() or _unreachable())
    editor.editor()
    assert "texts are written in a text area" in capsys.readouterr().out
    editor.editor()
    assert capsys.readouterr().out.startswith("! The editor of the drafting desk")


def _unreachable() -> Path:
    raise MissingError("连不上", "the registry cannot be reached")


def test_an_old_node_is_left_alone(monkeypatch, tmp_path):
    old = tmp_path / "node"
    old.write_text("#!/bin/sh\necho v16.20.2\n", encoding="utf-8")
    old.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: str(old))
    assert editor.found_node() is None
    old.write_text("#!/bin/sh\necho v18.0.0\n", encoding="utf-8")
    assert editor.found_node() == (str(old), [str(old)])


def test_ci_says_which_folder_is_missing(tmp_path):
    script = tmp_path / "checkout" / ".ci" / "run"
    script.parent.mkdir(parents=True)
    shutil.copy(ROOT / ".ci" / "run", script)
    assert os.access(script, os.X_OK)
    done = subprocess.run(["bash", script], capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)
    assert done.returncode == 1
    assert done.stderr.strip() == (
        "The folder of public texts is missing: ../shared/corpus must be beside the checkout."
    )


def test_make_help_names_every_command():
    said = subprocess.run(["make", "-s", "help"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    phony = re.search(r"^\.PHONY: (.*)$", (ROOT / "Makefile").read_text(encoding="utf-8"), flags=re.MULTILINE)
    assert phony
    assert re.findall(r"^make (\w+)", said, flags=re.MULTILINE) == phony[1].split()

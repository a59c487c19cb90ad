"""The wheel: built through the source archive, it carries its templates and policies and finds them where it lies."""

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel of this checkout."""
    folder = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(folder), str(ROOT)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(folder.glob("*.whl"))


@pytest.mark.thorough
def test_it_carries_what_the_program_reads_and_nothing_git_ignored(wheel: Path):
    names = zipfile.ZipFile(wheel).namelist()
    for folder in ("templates", "policies"):
        ours = {path.relative_to(ROOT / folder).as_posix() for path in (ROOT / folder).rglob("*") if path.is_file()}
        carried = {
            name.removeprefix(f"workflow/_{folder}/") for name in names if name.startswith(f"workflow/_{folder}/")
        }
        assert carried == ours
    built = {name for name in names if name.startswith("workflow/web/static/built/")}
    assert built == {"workflow/web/static/built/editor.js", "workflow/web/static/built/licences.txt"}
    assert not [name for name in names if "node_modules" in name]
    assert not [name for name in names if name.startswith("workflow/bootstrap")], "set-up is no part of the program"
    assert not [name for name in names if "__pycache__" in name or name.startswith((".", "data", "tests"))]


def test_installed_elsewhere_it_finds_them(wheel: Path, tmp_path: Path):
    zipfile.ZipFile(wheel).extractall(tmp_path)
    ask = "from workflow import paths; print(paths.checkout(), paths.templates(), paths.policies(), sep='\\n')"
    said = subprocess.run(
        [sys.executable, "-c", ask],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
        env={"HOME": str(tmp_path)},
    ).stdout.split("\n")
    package = tmp_path / "workflow"
    assert said[:3] == ["None", str(package / "_templates"), str(package / "_policies")]

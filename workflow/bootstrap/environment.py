"""`.venv`: the Python environment with the pinned packages and this program in it; and the pinning."""

from __future__ import annotations

import os
import shutil
import sys
from typing import Callable

from workflow.bootstrap.steps import PYTHON, ROOT, VENV, VERSION, MissingError, Step, digest, run, stamped, step, words
from workflow.bootstrap.system import apt_install

#: The C++ build of diff-match-patch, which has no wheel for every processor and Python.
FAST = "requirements-fast.txt"
#: Node with npm, for a machine that has none.
NODE = "requirements-node.txt"
UV = "uv==0.13.9"


def packages(locked: str) -> None:
    """Make `.venv`, with the pinned packages of the file `locked` and this program in it."""
    made = f"{VERSION} {ROOT} {sys.version} "
    stamp = VENV / f"stamp-{locked}"
    wanted = digest(made, (ROOT / locked).read_bytes())
    if stamped(stamp) != wanted:
        if not (PYTHON.exists() and stamped(VENV / "stamp") == digest(made)):
            make_venv()
            (VENV / "stamp").write_text(digest(made))
        with step("安装 Python 软件包", "Installing Python packages") as line:
            install_pinned(locked, line)
        stamp.write_text(wanted)
    fast_build(made)
    # The program itself is installed again when its entry points or its build may have changed.
    import tomllib  # not before the Python is known to be new enough

    stamp = VENV / "stamp-program"
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = digest(
        made, repr([asked["build-system"], asked["project"], asked["tool"]["hatch"], "found by a path from itself"])
    )
    if stamped(stamp) != wanted:
        with step("安装本程序", "Installing the program"):
            pip("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))
            point_here()
        stamp.write_text(wanted)


def point_here() -> None:
    """Have `.venv` find the program by a path from itself.

    Python reads the file in the encoding of the locale: under LC_ALL=C no program of `.venv` would start where the path to
    the checkout has Chinese characters.
    """
    for file in VENV.glob("lib/python*/site-packages/_editable_impl_*.pth"):
        file.write_text(os.path.relpath(ROOT, file.parent) + "\n", encoding="ascii")


def make_venv() -> None:
    """Make an empty `.venv`; on a Debian that lacks the means, root gets them from apt."""
    try:
        import ensurepip  # noqa: F401 (Debian leaves it out of its python3)
        import venv  # noqa: F401
    except ImportError:
        apt_install("python3-venv", why=words("建立 Python 虚拟环境", "making a Python environment"))
    with step(f"建立 .venv（Python {sys.version.split()[0]}）", f"Making .venv (Python {sys.version.split()[0]})"):
        # Links to an interpreter that is gone would survive anything gentler.
        shutil.rmtree(VENV, ignore_errors=True)
        run(sys.executable, "-m", "venv", str(VENV))


def lock(options: list[str]) -> None:
    """Pin the dependencies of pyproject.toml in the two files of requirements, with hashes and without addresses."""
    pip("install", UV)
    options = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", *options]
    for asked in (
        "--group build -o requirements.txt",
        "--group build --group dev -c requirements.txt -o requirements-dev.txt",
        f"--group fast -o {FAST}",
        f"--group node -o {NODE}",
    ):
        alone = FAST in asked or NODE in asked
        source = [] if alone else ["pyproject.toml"]  # that build alone, beside what is installed already
        compiling = ["-m", "uv", "pip", "compile", "-q", *source, "--universal", "--python-version", "3.11"]
        run(str(PYTHON), *compiling, *options, *asked.split(), cwd=str(ROOT))


def install_pinned(locked: str, line: Step, *options: str) -> None:
    """Install what a lock file pins; `line` says how many of its packages were found so far."""
    pins = sum(1 for line in (ROOT / locked).read_text(encoding="utf-8").splitlines() if line[:1].isalnum())
    found = set()

    def heard(said: str) -> None:
        if said.startswith("Collecting "):
            found.add(said.split()[1])
            line.far = f"{len(found)}/{pins}"
        elif said.startswith("Installing collected packages"):
            line.far = words("正在解包", "unpacking")

    pip("install", "--require-hashes", *options, "-r", str(ROOT / locked), heard=heard)


def fast_build(made: str) -> None:
    """Install the fast builds of the comparison and of JSON where there are some for this machine and Python; say so where there are none."""
    stamp = VENV / "stamp-fast"
    wanted = digest(made, (ROOT / FAST).read_bytes())
    if not stamped(stamp).startswith(wanted):
        try:
            with step("安装加速版", "Installing the fast builds") as line:
                install_pinned(FAST, line, "--no-deps", "--only-binary", ":all:")
            stamp.write_text(wanted)
        except MissingError:
            stamp.write_text(f"{wanted} none")
    if stamped(stamp).endswith("none"):
        print(
            words(
                "！这种处理器和 Python 没有现成的加速版：功能不变，比对长文本和核对记录较慢。",
                "! There is no ready fast build for this processor and Python: all works, long texts take longer, and so does verifying.",
            )
        )


def pip(*arguments: str, heard: Callable[[str], None] = lambda _line: None) -> None:
    """Run the pip of `.venv`; it takes its registry from the machine's own configuration."""
    run(str(PYTHON), "-m", "pip", "--disable-pip-version-check", "--no-input", *arguments, heard=heard)

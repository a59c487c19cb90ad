"""Set-up: makes `.venv` and `.fonts` in the checkout with nothing but a system Python; knows nothing of the program.

    python3 -I workflow/bootstrap.py run | test | fonts | lock

`run` readies the server, `test` the tests as well; `fonts` fetches the Chinese faces again; `lock` pins the
dependencies anew. What is done is stamped with a hash of what it was made from, so a second time takes a moment.
Where something cannot be installed, one sentence says what to type. It must at least start on any Python 3.7.
"""

from __future__ import annotations

import contextlib
import ctypes
import ctypes.util
import hashlib
import os
import shutil
import subprocess
import sys
import tarfile
import tempfile
import time
from pathlib import Path
from typing import Iterator

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
FONTS = ROOT / ".fonts"
PYTHON = VENV / ("Scripts" if os.name == "nt" else "bin") / "python"
#: Change it when a step below comes to do something else, so that it is done again.
VERSION = "1"
OLDEST_PYTHON = (3, 11)
UV = "uv==0.13.9"

#: The libraries that typesetting loads by name, and the Debian packages that bring them.
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "gobject-2.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
LIBRARY_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")

#: What draws papers a second time in the tests, and what shows that it is there: a program or a file.
ENGINE_PACKAGES = {
    "default-jre-headless": "java",
    "libpdfbox2-java": os.environ.get("PDFBOX") or "/usr/share/java/pdfbox2.jar",
    "unicode-data": "/usr/share/unicode/Unihan_OtherMappings.txt.bz2",
}

#: 仿宋, 楷体, 黑体 and a bold 宋体 with the usual look; GPL-3 with an exception for the documents they are embedded in.
#: Their SHA-256 are the same in Debian 12 and 13, so that documents look the same wherever they were printed.
FACES = {
    "FandolFang-Regular.otf": "d838ad32ce2244d8144f408c37fe71065aba6fbbc80759a4d2aa2033948d5bc9",
    "FandolKai-Regular.otf": "ea7e7fb4f9b3ac694a68d43946e04d21deed6e8c29a7c2d3081e1a4138f2f827",
    "FandolHei-Regular.otf": "4afa97aa8751e0118617df88272b58d43691b5cffb7ea024c4580496e9f34d28",
    "FandolSong-Bold.otf": "ffa76a70e128947a4dd22151d5ee829b23e24ce3cb6fe8ad49891cd1c2d9e9b9",
}
#: The complete faces and the Latin one, which Python packages bring, below their site-packages.
PACKAGED_FACES = ("pylopdf_fonts_zh_cn/*.otf", "font_source_serif_pro/files/SourceSerifPro-[RBLI]*.ttf")
FACES_PACKAGE = "texlive-lang-chinese"
FACES_FOLDER = "usr/share/texlive/texmf-dist/fonts/opentype/public/fandol"
FACES_LICENCE = "usr/share/doc/texlive-doc/fonts/fandol/COPYING.gz"


class MissingError(Exception):
    """Something that cannot be had here; its words, in the terminal's language, say in one sentence what to type."""

    def __init__(self, zh: str, en: str) -> None:
        super().__init__(words(zh, en))


def main(arguments: list[str]) -> int:
    """Do what the first of `arguments` names; 0 when all is ready, 1 when something is missing, after saying what."""
    task = arguments[0] if arguments else "run"
    try:
        if sys.version_info < OLDEST_PYTHON:
            raise MissingError(
                f"需要 Python 3.11 或更新版本，现为 {sys.version.split()[0]}：请先安装，再重新执行 make。",
                f"Python 3.11 or newer is needed, not {sys.version.split()[0]}: install it, then type make again.",
            )
        with one_at_a_time():
            if task == "lock":
                lock(arguments[1:])
            elif task == "fonts":
                fetch_faces(again=True)
                prepare_faces()
            else:
                packages("requirements-dev.txt" if task == "test" else "requirements.txt")
                libraries()
                fetch_faces()
                prepare_faces()
                if task == "test":
                    browser()
                    second_engine()
    except MissingError as missing:
        print(f"\n✗ {missing}", file=sys.stderr)
        return 1
    return 0


# The steps


def packages(locked: str) -> None:
    """Make `.venv`, with the pinned packages of the file `locked` and this program in it."""
    made = f"{VERSION} {ROOT} {sys.version} "
    stamp = VENV / f"stamp-{locked}"
    wanted = digest(made, (ROOT / locked).read_bytes())
    if stamped(stamp) != wanted:
        if not (PYTHON.exists() and stamped(VENV / "stamp") == digest(made)):
            make_venv()
            (VENV / "stamp").write_text(digest(made))
        with step("安装 Python 软件包（约半分钟）", "Installing Python packages (about half a minute)"):
            pip("install", "--require-hashes", "-r", str(ROOT / locked))
        stamp.write_text(wanted)
    # The program itself is installed again when its entry points or its build may have changed.
    import tomllib  # not before the Python is known to be new enough

    stamp = VENV / "stamp-program"
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    wanted = digest(made, repr([asked["build-system"], asked["project"], asked["tool"]["hatch"]]))
    if stamped(stamp) != wanted:
        with step("安装本程序", "Installing the program"):
            pip("install", "--no-deps", "--no-build-isolation", "--no-index", "-e", str(ROOT))
        stamp.write_text(wanted)


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


def libraries() -> None:
    """Make sure that the libraries of typesetting load: a server that cannot print is not set up."""
    if any(not loads(library) for library in LIBRARIES):
        if sys.platform == "darwin":
            raise MissingError(
                "排版需要 Pango，请执行：brew install pango", "Typesetting needs Pango; type: brew install pango"
            )
        apt_install(*LIBRARY_PACKAGES, why=words("排版", "typesetting"))
        lacking = [library for library in LIBRARIES if not loads(library)]
        if lacking:
            raise MissingError(
                f"排版所需的库仍无法加载：{'、'.join(lacking)}。",
                f"Typesetting still cannot load: {', '.join(lacking)}.",
            )


def loads(library: str) -> bool:
    """Whether the system's library of that name can be loaded."""
    names = [f"lib{library}.so.0", f"lib{library}.so.1", f"lib{library}.dylib", f"lib{library}.0.dylib"]
    for name in names:
        for folder in ("", "/opt/homebrew/lib/", "/usr/local/lib/"):
            try:
                ctypes.CDLL(folder + name)
            except OSError:
                continue
            return True
    return ctypes.util.find_library(library) is not None


def browser() -> None:
    """Make sure that there is a Chromium for the tests, and what the program that drives it needs."""
    lacking = [] if sys.platform == "darwin" or loads("atomic") else ["libatomic1"]
    named = os.environ.get("CHROMIUM")
    found = named or next(filter(None, map(shutil.which, BROWSERS)), None)
    if named and not Path(named).is_file():
        raise MissingError(f"CHROMIUM 所指的文件不存在：{named}", f"CHROMIUM names a file that does not exist: {named}")
    if not found and sys.platform == "darwin":
        raise MissingError(
            "测试需要 Chromium，请执行：brew install --cask chromium，然后 CHROMIUM=/浏览器路径 make test",
            "The tests need Chromium; type: brew install --cask chromium, then CHROMIUM=/path/to/it make test",
        )
    if is_snap(found) if found else "ID=ubuntu" in os_release():
        raise MissingError(
            "测试不能使用 snap 版 Chromium，请另装 Google Chrome，再执行：CHROMIUM=/浏览器路径 make test",
            "The tests cannot use a Chromium from snap; install Google Chrome, then type: CHROMIUM=/path/to/it make test",
        )
    if not found:
        lacking.append("chromium")
    if lacking:
        apt_install(*lacking, why=words("浏览器测试", "the browser tests"))


def second_engine() -> None:
    """Make sure that the tests can draw papers with PDFBox as well, and know the characters of 通用规范汉字表."""
    lacking = [name for name, file in ENGINE_PACKAGES.items() if not (Path(file).is_file() or shutil.which(file))]
    if lacking:
        why = words("再看印件（或以 PDFBOX 指定其 jar）", "a second look at papers (or PDFBOX=its jar)")
        apt_install(*lacking, why=why)


def is_snap(program: str) -> bool:
    """Whether a program is a snap, or Ubuntu's script that stands in for one."""
    path = os.path.realpath(program)
    if "/snap/" in path or path.endswith("/snap"):
        return True
    with open(path, "rb") as stream:
        start = stream.read(4096)
    return start.startswith(b"#!") and b"snap" in start


def fetch_faces(again: bool = False) -> None:
    """Put the free 仿宋, 楷体, 黑体 and bold 宋体 into `.fonts`; a sentence says so where 宋体 stands in."""
    stamp = FONTS / "stamp"
    wanted = digest(VERSION, FACES_PACKAGE, *FACES)
    if again or not stamped(stamp).startswith(wanted):
        FONTS.mkdir(exist_ok=True)
        reason = ""
        try:
            with step("安装中文字体（下载约 50 MB）", "Installing the Chinese faces (about 50 MB to download)"):
                unpack_faces()
        except (MissingError, OSError, tarfile.TarError) as error:
            reason = str(error)
        had = all((FONTS / face).is_file() and is_known(face, (FONTS / face).read_bytes()) for face in FACES)
        stamp.write_text(wanted if had else f"{wanted} {reason}", encoding="utf-8")
    reason = stamped(stamp)[len(wanted) :].strip()
    if reason:
        lacking = words(
            "！未能安装仿宋、楷体和小标宋字体，印制时以宋体代替。可执行 make fonts 重试，"
            "或以 FONT_FANGSONG、FONT_KAI、FONT_XIAOBIAOSONG 指定自有字体文件。",
            "! The faces 仿宋, 楷体 and 小标宋 could not be installed, so 宋体 is printed instead. Type make fonts "
            "to try again, or name your own files with FONT_FANGSONG, FONT_KAI and FONT_XIAOBIAOSONG.",
        )
        print(f"{lacking} ({reason})")


def unpack_faces() -> None:
    """Take the faces from this machine's TeX, else from Debian's package of them, unpacked and never installed."""
    installed = Path("/") / FACES_FOLDER
    if all((installed / face).is_file() for face in FACES):
        for face in FACES:
            keep_face(face, (installed / face).read_bytes())
        return
    if not (shutil.which("apt-get") and shutil.which("dpkg-deb")):
        raise MissingError("本机没有 apt", "this machine has no apt")
    wanted = {f"./{FACES_FOLDER}/{face}": face for face in FACES}
    wanted[f"./{FACES_LICENCE}"] = "COPYING.gz"
    # Downloading needs no root, only package lists; root can see to those.
    with tempfile.TemporaryDirectory() as folder:
        download = ["apt-get", "-qq", "-o", "APT::Sandbox::User=root", "download", FACES_PACKAGE]
        try:
            run(*download, cwd=folder)
        except MissingError:
            if not is_root():
                raise
            run("apt-get", "-qq", "update")
            run(*download, cwd=folder)
        package = next(Path(folder).glob("*.deb"))
        unpacking = subprocess.Popen(["dpkg-deb", "--fsys-tarfile", str(package)], stdout=subprocess.PIPE)
        with unpacking, tarfile.open(fileobj=unpacking.stdout, mode="r|") as archive:
            for member in archive:
                stream = archive.extractfile(member) if member.name in wanted else None
                if stream:
                    keep_face(wanted.pop(member.name), stream.read())
    if wanted:
        raise MissingError(
            f"软件包中没有 {' '.join(wanted.values())}", f"the package lacks {' '.join(wanted.values())}"
        )


def prepare_faces() -> None:
    """Mend copies of the faces, old ones too, that some readers of PDF would draw boxes for (see publishing/faces/charset.py)."""
    faces = [FONTS / face for face in FACES if (FONTS / face).is_file()]
    for package in PACKAGED_FACES:
        faces += sorted(
            [*VENV.glob(f"lib/python*/site-packages/{package}"), *VENV.glob(f"Lib/site-packages/{package}")]
        )
    folder, stamp = FONTS / "prepared", FONTS / "prepared" / "stamp"
    wanted = digest(VERSION, *(part for face in faces for part in (face.name, face.read_bytes())))
    if faces and stamped(stamp) != wanted and PYTHON.exists():
        shutil.rmtree(folder, ignore_errors=True)
        with step("整理字体", "Preparing the faces"):
            run(str(PYTHON), "-m", "workflow.publishing.faces.charset", str(folder), *map(str, faces))
        stamp.write_text(wanted, encoding="utf-8")


def keep_face(name: str, content: bytes) -> None:
    """Write one file into `.fonts`; a MissingError when a face is not the one we know."""
    if name in FACES and not is_known(name, content):
        raise MissingError(f"{name} 的内容与预期不符", f"{name} is not the file it should be")
    (FONTS / name).write_bytes(content)


def is_known(face: str, content: bytes) -> bool:
    return hashlib.sha256(content).hexdigest() == FACES[face]


def lock(options: list[str]) -> None:
    """Pin the dependencies of pyproject.toml in the two files of requirements, with hashes and without addresses."""
    pip("install", UV)
    options = ["--generate-hashes", "--no-emit-index-url", "--no-header", "--no-annotate", *options]
    for asked in (
        "--group build -o requirements.txt",
        "--group build --group dev -c requirements.txt -o requirements-dev.txt",
    ):
        compiling = "-m uv pip compile -q pyproject.toml --universal --python-version 3.11".split()
        run(str(PYTHON), *compiling, *options, *asked.split(), cwd=str(ROOT))


# The means


def apt_install(*names: str, why: str) -> None:
    """Install Debian's packages as root; a MissingError with the command to type where that cannot be."""
    if not shutil.which("apt-get"):
        raise MissingError(
            f"{why}需要这些软件，请用系统的包管理器安装：{' '.join(names)}",
            f"For {why}, install with your system's packager: {' '.join(names)}",
        )
    if not is_root():
        raise MissingError(
            f"{why}需要系统软件，请执行：sudo apt-get install {' '.join(names)}",
            f"For {why}, type: sudo apt-get install {' '.join(names)}",
        )
    with step(f"安装 {' '.join(names)}", f"Installing {' '.join(names)}"):
        run("apt-get", "-qq", "update")
        install = "apt-get -qq -y -o DPkg::Lock::Timeout=300 install --no-install-recommends".split()
        run(*install, *names, environ={"DEBIAN_FRONTEND": "noninteractive"})


def pip(*arguments: str) -> None:
    """Run the pip of `.venv`; it takes its registry from the machine's own configuration."""
    run(str(PYTHON), "-m", "pip", "-q", "--disable-pip-version-check", "--no-input", *arguments)


def run(*command: str, cwd: str | None = None, environ: dict[str, str] | None = None) -> None:
    """Run a program in silence; a MissingError with the end of what it said when it fails."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env={**os.environ, **(environ or {})},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    if done.returncode:
        lines = done.stdout.decode(errors="replace").strip().splitlines()[-15:]
        said = "".join(f"\n  {line}" for line in lines)
        raise MissingError(f"执行失败：{' '.join(command)}{said}", f"This failed: {' '.join(command)}{said}")


@contextlib.contextmanager
def step(zh: str, en: str) -> Iterator[None]:
    """Says what is being done, and how long it took."""
    began = time.monotonic()
    print(f"· {words(zh, en)} … ", end="", flush=True)
    try:
        yield
    except BaseException:
        print("✗", flush=True)
        raise
    print(f"{time.monotonic() - began:.0f} s", flush=True)


@contextlib.contextmanager
def one_at_a_time() -> Iterator[None]:
    """Two set-ups of one checkout at once take turns; this file itself is what they lock."""
    with open(__file__, "rb") as stream:
        if os.name == "posix":
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_EX)
        yield


def words(zh: str, en: str) -> str:
    """The words in the language of this terminal."""
    language = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG") or ""
    return zh if language.startswith("zh") else en


def digest(*parts: str | bytes) -> str:
    """A short hash of the parts together."""
    joined = b"\0".join(part.encode() if isinstance(part, str) else part for part in parts)
    return hashlib.sha256(joined).hexdigest()[:16]


def stamped(file: Path) -> str:
    """What a stamp says; nothing when there is none."""
    return file.read_text(encoding="utf-8") if file.is_file() else ""


def is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def os_release() -> str:
    return stamped(Path("/etc/os-release"))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

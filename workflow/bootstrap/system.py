"""What the system must bring: libraries of typesetting, a browser and a second engine for the tests, all by apt or by a sentence."""

from __future__ import annotations

import ctypes
import ctypes.util
import os
import shutil
import sys
from pathlib import Path

from workflow.bootstrap.steps import MissingError, is_root, run, stamped, step, words

#: The libraries that typesetting loads by name, and the Debian packages that bring them.
LIBRARIES = ("pango-1.0", "pangoft2-1.0", "gobject-2.0", "harfbuzz", "harfbuzz-subset", "fontconfig")
LIBRARY_PACKAGES = ("libpango-1.0-0", "libpangoft2-1.0-0", "libharfbuzz-subset0")
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "chrome")
#: What draws papers and stamps checkpoints a second time in the tests, and what shows that it is there: a program or a file.
ENGINE_PACKAGES = {
    "default-jre-headless": "java",
    "libpdfbox2-java": os.environ.get("PDFBOX") or "/usr/share/java/pdfbox2.jar",
    "unicode-data": "/usr/share/unicode/Unihan_OtherMappings.txt.bz2",
    "openssl": "openssl",
}


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
    """Make sure that the tests can draw papers with PDFBox as well, and know the characters of 通用规范汉字表, and can stamp a checkpoint."""
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
    print(
        words(
            f"本机缺少{why}所需的系统软件，现在用 apt 安装：{' '.join(names)}",
            f"This machine lacks system packages for {why}; apt installs them now: {' '.join(names)}",
        ),
        flush=True,
    )
    with step(f"安装 {' '.join(names)}", f"Installing {' '.join(names)}"):
        run("apt-get", "-qq", "update")
        install = "apt-get -qq -y -o DPkg::Lock::Timeout=300 install --no-install-recommends".split()
        run(*install, *names, environ={"DEBIAN_FRONTEND": "noninteractive"})


def os_release() -> str:
    return stamped(Path("/etc/os-release"))

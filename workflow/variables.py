"""Environment variables, each read in one shape; what cannot be used is refused in one sentence. Knows no setting."""

import re
from collections.abc import Mapping
from datetime import time
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from workflow.transparency.notes import COSIGNATURE, Unreadable, Verifier, verifier_of
from workflow.words import Words


class SettingError(ValueError):
    """A setting that cannot be used, with one sentence in both languages that names the variable."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


class Reader:
    """Reads variables of one environment, each in one shape."""

    def __init__(self, environ: Mapping[str, str]) -> None:
        self._environ = environ

    def text(self, variable: str, default: str) -> str:
        return self._environ.get(variable, "").strip() or default

    def number(self, variable: str, default: int, least: int, most: int) -> int:
        given = self.text(variable, str(default))
        if given.isascii() and given.isdigit() and least <= int(given) <= most:
            return int(given)
        raise refused(variable, given, f" {least} 到 {most} 之间的整数", f"a whole number from {least} to {most}")

    def hexadecimal(self, variable: str, digits: int) -> str | None:
        """So many hexadecimal digits; None when nothing is set."""
        given = self.text(variable, "")
        if given and not re.fullmatch(f"[0-9a-fA-F]{{{digits}}}", given):
            raise SettingError(
                Words(f"{variable} 应为 {digits} 位十六进制数。", f"{variable} must have {digits} hexadecimal digits.")
            )
        return given or None

    def witnesses(self, variable: str) -> tuple[tuple[Verifier, str], ...]:
        """Keys of witnesses separated by commas, each with the address after a blank, or "" for one that is asked by hand."""
        out = []
        for one in filter(None, (one.strip() for one in self.text(variable, "").split(","))):
            words, _, address = one.partition(" ")
            try:
                key = verifier_of(words)
            except Unreadable:
                key = None
            is_web = urlsplit(address.strip()).scheme in ("http", "https")
            if key is None or key.kind != COSIGNATURE or (address and not is_web):
                raise refused(variable, one, "“见证密钥 http://主机:端口”", "`KEY http://HOST:PORT`")
            out.append((key, address.strip()))
        return tuple(out)

    def yes_or_no(self, variable: str, default: bool) -> bool:
        given = self.text(variable, "yes" if default else "no")
        known = {
            "yes": True,
            "true": True,
            "1": True,
            "on": True,
            "no": False,
            "false": False,
            "0": False,
            "off": False,
        }
        if given.lower() in known:
            return known[given.lower()]
        raise refused(variable, given, " yes 或 no", "yes or no")

    def one_of(self, variable: str, values: tuple[str, ...]) -> str:
        """One of `values`; the first is the default."""
        given = self.text(variable, values[0])
        if given in values:
            return given
        raise refused(variable, given, f" {' 或 '.join(values)}", " or ".join(values))

    def time_zone(self, variable: str, default: str) -> ZoneInfo:
        given = self.text(variable, default)
        try:
            return ZoneInfo(given)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise refused(
                variable, given, "时区名，如 Asia/Shanghai", "the name of a time zone, such as Asia/Shanghai"
            ) from None

    def file(self, variable: str) -> Path | None:
        """The file that the variable names; None when it names none."""
        path = self.folder(variable)
        if path is None or path.is_file():
            return path
        raise refused(variable, str(path), "一个存在的文件", "a file that exists")

    def existing_folder(self, variable: str) -> Path | None:
        """The folder that the variable names; None when it names none."""
        path = self.folder(variable)
        if path is None or path.is_dir():
            return path
        raise refused(variable, str(path), "一个存在的文件夹", "a folder that exists")

    def folder(self, variable: str) -> Path | None:
        """The absolute path that the variable names, whether or not there is anything; None when it names none."""
        given = self.text(variable, "")
        return Path(given).expanduser().absolute() if given else None

    def public_url(self, variable: str, host: str, port: int) -> str:
        """A web address without a slash at its end; by default that of a server on `host` and `port`."""
        given = self.text(variable, "")
        if not given:
            # "Every address" is not one that anybody can type.
            shown = "localhost" if host in ("0.0.0.0", "::") else f"[{host}]" if ":" in host else host
            return f"http://{shown}:{port}"
        parts = urlsplit(given)
        if parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment:
            return given.rstrip("/")
        raise refused(
            variable, given, "网址，例如 https://rules.example.com", "an address such as https://rules.example.com"
        )

    def location(self, variable: str) -> str:
        """A path of a web server with a slash at both ends; "" when none is named."""
        given = self.text(variable, "")
        if not given or (re.fullmatch(r"/(?:[A-Za-z0-9._~-]+/)+", given) and "/../" not in given):
            return given
        raise refused(
            variable, given, "前后都有斜杠的路径，例如 /papers/", "a path with a slash at both ends, such as /papers/"
        )

    def mail_server(self, variable: str) -> str:
        """The address of a mail server; "" when none is named. It may hold a password, so only its scheme is repeated."""
        given = self.text(variable, "")
        parts = urlsplit(given)
        if not given or (parts.scheme in ("smtp", "smtps", "smtp+starttls") and parts.hostname and _has_port(given)):
            return given
        raise refused(
            variable,
            f"{parts.scheme}://…" if parts.scheme else "…",
            " smtp://主机:端口、smtp+starttls://用户:密码@主机:端口 或 smtps://…",
            "smtp://HOST:PORT, smtp+starttls://USER:PASSWORD@HOST:PORT or smtps://…",
        )

    def web_address(self, variable: str) -> str:
        """An address of somebody else's server; "" when none is named. It may hold a secret, so only its scheme is repeated."""
        given = self.text(variable, "")
        parts = urlsplit(given)
        if not given or (parts.scheme in ("http", "https") and parts.hostname and _has_port(given)):
            return given
        raise refused(
            variable, f"{parts.scheme}://…" if parts.scheme else "…", "网址，例如 https://oa.example.com/hook",
            "an address such as https://oa.example.com/hook",
        )  # fmt: skip

    def hours(self, variable: str, default: str) -> tuple[time, time]:
        """From one hour of the day to another, as 20:00-08:00; two that are alike are no time at all."""
        given = self.text(variable, default)
        try:
            since, until = (time.fromisoformat(one.strip()) for one in given.split("-"))
        except ValueError:
            raise refused(variable, given, "起止时间，例如 20:00-08:00", "hours such as 20:00-08:00") from None
        return since, until

    def database_url(self, variable: str, file: Path) -> str:
        """A database address as SQLAlchemy takes it; by default the SQLite file `file`."""
        given = self.text(variable, f"sqlite:///{file}")
        scheme, _, rest = given.partition("://")
        if rest and scheme == "sqlite":
            return given
        if rest and scheme in ("postgres", "postgresql", "postgresql+psycopg"):
            return f"postgresql+psycopg://{rest}"
        # The address may hold a password, so only its scheme is repeated.
        raise refused(
            variable,
            f"{scheme}://…" if rest else "…",
            " sqlite:///文件 或 postgresql://用户@主机/库名",
            "sqlite:///FILE or postgresql://USER@HOST/NAME",
        )


def _has_port(address: str) -> bool:
    """Whether what stands for the port of an address is one, or nothing stands there."""
    try:
        return urlsplit(address).port != 0
    except ValueError:
        return False


def refused(variable: str, given: str, wanted_zh: str, wanted_en: str) -> SettingError:
    """The error that says what `variable` should have been."""
    return SettingError(
        Words(f"{variable} 应为{wanted_zh}，现为“{given}”。", f"{variable} must be {wanted_en}, but it is “{given}”.")
    )

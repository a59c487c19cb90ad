"""The settings: read once from the environment into one frozen object; nothing else that is kept is read from there.

(A terminal command may take a word of its own from it: `workflow init` the password, the program whether to show a trace.)
Each setting is one variable, listed in `SETTINGS` below with its default and what it does; README.md shows the same
table (`python -m workflow.config` prints it, and a test keeps the two alike). An empty variable counts as not set.
A value that cannot be used raises `SettingError` with one sentence that names the variable.
"""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Any, NamedTuple
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from workflow import paths
from workflow.transparency.notes import Verifier
from workflow.variables import Reader, SettingError
from workflow.words import Language, Words

__all__ = [
    "FONT_VARIABLES",
    "RECORD_KEY",
    "SESSION_KEY",
    "SETTINGS",
    "UNNAMED",
    "Setting",
    "SettingError",
    "Settings",
    "record_key",
    "session_key",
    "settings_table",
]

#: The roles of type whose file an enterprise may name itself, and the variable that names it.
FONT_VARIABLES = MappingProxyType(
    {
        "song": "FONT_SONG",
        "hei": "FONT_HEI",
        "fangsong": "FONT_FANGSONG",
        "kai": "FONT_KAI",
        "xiaobiaosong": "FONT_XIAOBIAOSONG",
    }
)
#: What an enterprise is called that nobody has named: it stands on every page and paper, so that it is noticed.
UNNAMED = Words("（未命名企业）", "(unnamed enterprise)")
#: A shorter key could be guessed; the generated one has 64 characters.
SHORTEST_SESSION_KEY = 32
SHORTEST_SECRET = 16
#: The files of the two secrets in the data folder.
SESSION_KEY, RECORD_KEY = "session.key", "record.key"


class Setting(NamedTuple):
    """One row of the table of settings: the variable, its default as shown to a reader, and what it does."""

    variable: str
    default: str
    does: str


SETTINGS = (
    Setting("HOST", "`127.0.0.1`", "address to listen on"),
    Setting("PORT", "`8000`", "port to listen on"),
    Setting(
        "PUBLIC_URL",
        "`http://HOST:PORT`",
        "address that people type; used in links and on paper, and `https` makes cookies secure",
    ),
    Setting(
        "DATA_DIR",
        "`data/` in a checkout",
        "folder of the database with all that is kept, the generated session key, and what can be made again: drawings, papers as files",
    ),
    Setting("DATABASE_URL", "SQLite file in `DATA_DIR`", "`sqlite:///FILE` or `postgresql://USER@HOST/NAME`"),
    Setting(
        "SESSION_KEY",
        "generated once in `DATA_DIR`",
        f"secret of at least {SHORTEST_SESSION_KEY} characters that signs sessions; must be set with PostgreSQL",
    ),
    Setting(
        "RECORD_KEY",
        "generated once in `DATA_DIR`",
        "64 hexadecimal digits that sign checkpoints of the record; the same on every host of one database",
    ),
    Setting(
        "WITNESSES",
        "none",
        "who cosigns checkpoints: keys as `workflow witness` prints them, each with a blank and its address (`KEY http://HOST:PORT`) "
        "or without one, separated by commas",
    ),
    Setting("WITNESS_QUORUM", "more than half", "how many of them must stand behind a checkpoint"),
    Setting("WORKERS", "`2`", "server processes"),
    Setting("THREADS", "`4`", "threads in each process"),
    Setting(
        "SERVE_JOBS",
        "`yes`",
        "whether `workflow serve` runs a worker for lasting jobs beside the pages; `no` where `workflow worker` runs by itself",
    ),
    Setting("TRUSTED_PROXIES", "`0`", "reverse proxies in front whose forwarded address is believed"),
    Setting(
        "X_ACCEL",
        "none",
        "location of nginx in which it hands out `DATA_DIR/papers` at our word (`X-Accel-Redirect`), such as `/papers/`",
    ),
    Setting("TIME_ZONE", "`Asia/Shanghai`", "time zone of dates and deadlines"),
    Setting("DEFAULT_LANGUAGE", "`zh`", "language of a first visit: `zh` or `en`"),
    Setting(
        "ENTERPRISE_NAME_ZH",
        "`（未命名企业）`",
        "the enterprise's full name in Chinese, until its administrator records one by date; the demonstration names its own",
    ),
    Setting("ENTERPRISE_NAME_EN", "`(unnamed enterprise)`", "its full name in English"),
    Setting("ENTERPRISE_SHORT_ZH", "the full name", "its short name in Chinese"),
    Setting("ENTERPRISE_SHORT_EN", "the full name", "its short name in English"),
    Setting("ENTERPRISE_DOCUMENT_CODE", "the short name", "its code in document numbers, as 机字 in 机字〔2025〕1号"),
    Setting(
        "ENTERPRISE_CLAUSES",
        "none",
        "file that says which sentences of its own regulations state the figures, as `policies/demo/clauses.toml` does; they are "
        "cited while they stand there",
    ),
    Setting("PUBLIC_READING", "`yes`", "whether regulations in force may be read without signing in"),
    Setting("DEMO_PUBLIC", "`no`", "whether the demo people may sign in from other machines than this one"),
    Setting("SIGN_IN_ATTEMPTS", "`5`", "wrong passwords for one account from one address before a growing delay"),
    Setting("SIGN_IN_PAUSE", "`15`", "longest such delay, in minutes"),
    Setting("SIGN_IN_IDLE", "`12`", "hours without a sign of the person after which a sign-in ends"),
    Setting("SIGN_IN_LONGEST", "`7`", "days after which it ends in any case"),
    Setting("SIGN_IN_FRESH", "`15`", "minutes within which it is fresh enough to issue and to declare results"),
    Setting(
        "MAIL_URL",
        "none",
        "mail server for notices: `smtp://HOST:PORT`, `smtp+starttls://USER:PASSWORD@HOST`, `smtps://…`",
    ),
    Setting("MAIL_FROM", "none", "address from which notices are mailed; must be set with `MAIL_URL`"),
    Setting("WEBHOOK_URL", "none", "address to which notices are posted, signed"),
    Setting(
        "WEBHOOK_SECRET",
        "none",
        f"secret of at least {SHORTEST_SECRET} characters that signs them; must be set with `WEBHOOK_URL`",
    ),
    Setting(
        "QUIET_HOURS", "`20:00-08:00`", "hours of the day in which no notice leaves the house; `00:00-00:00` for none"
    ),
    Setting(
        "REVIEW_DAYS", "`7`", "days within which a review is expected to be done; two days before, it is reminded of"
    ),
    Setting("MAX_TEXT", "`1000000`", "longest text of a regulation, in bytes"),
    Setting("MAX_UPLOAD", "`10000000`", "largest uploaded file, in bytes"),
    Setting("FONT_SONG", "Noto Serif SC", "file of the 宋体 face"),
    Setting("FONT_HEI", "FandolHei, else Noto Sans SC", "file of the 黑体 face"),
    Setting("FONT_FANGSONG", "FandolFang, else 宋体", "file of the 仿宋 face, for the body of documents"),
    Setting("FONT_KAI", "FandolKai, else 宋体", "file of the 楷体 face"),
    Setting(
        "FONT_XIAOBIAOSONG", "FandolSong Bold, else 宋体", "file of the 小标宋 face, for titles; 方正小标宋 is not free"
    ),
    Setting("CORPUS", "none", "folder of public texts that tests and benchmarks may read"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. Sizes are in bytes, `sign_in_pause` in minutes; paths are absolute."""

    host: str
    port: int
    public_url: str
    data_dir: Path
    database_url: str = field(repr=False)  # may hold a password
    session_key: str | None = field(repr=False)
    record_key: str | None = field(repr=False)
    witnesses: tuple[tuple[Verifier, str], ...]
    witness_quorum: int
    workers: int
    threads: int
    serve_jobs: bool
    trusted_proxies: int
    x_accel: str
    time_zone: ZoneInfo
    language: Language
    enterprise_name: Words
    enterprise_short: Words
    document_code: str
    clauses: Path | None
    public_reading: bool
    demo_public: bool
    sign_in_attempts: int
    sign_in_pause: int
    sign_in_idle: timedelta
    sign_in_longest: timedelta
    sign_in_fresh: timedelta
    mail_url: str = field(repr=False)  # may hold a password
    mail_from: str
    webhook_url: str = field(repr=False)  # may hold a token
    webhook_secret: str = field(repr=False)
    quiet_hours: tuple[time, time]
    review_days: int
    max_text_bytes: int
    max_upload_bytes: int
    font_files: Mapping[str, Path]
    corpus: Path | None

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Settings":
        """The settings that `environ` asks for; a SettingError for the first value that cannot be used."""
        read = Reader(environ)
        host = read.text("HOST", "127.0.0.1")
        port = read.number("PORT", 8000, 1, 65535)
        data_dir = read.folder("DATA_DIR") or paths.data()
        database_url = read.database_url("DATABASE_URL", data_dir / "workflow.sqlite")
        witnesses = read.witnesses("WITNESSES")
        name = Words(read.text("ENTERPRISE_NAME_ZH", UNNAMED.zh), read.text("ENTERPRISE_NAME_EN", UNNAMED.en))
        short = Words(read.text("ENTERPRISE_SHORT_ZH", name.zh), read.text("ENTERPRISE_SHORT_EN", name.en))
        return cls(
            host=host,
            port=port,
            public_url=read.public_url("PUBLIC_URL", host, port),
            data_dir=data_dir,
            database_url=database_url,
            session_key=_given_session_key(environ.get("SESSION_KEY", ""), database_url),
            record_key=read.hexadecimal("RECORD_KEY", 64),
            witnesses=witnesses,
            witness_quorum=read.number("WITNESS_QUORUM", len(witnesses) // 2 + 1, 1, max(1, len(witnesses))),
            workers=read.number("WORKERS", 2, 1, 64),
            threads=read.number("THREADS", 4, 1, 64),
            serve_jobs=read.yes_or_no("SERVE_JOBS", True),
            trusted_proxies=read.number("TRUSTED_PROXIES", 0, 0, 10),
            x_accel=read.location("X_ACCEL"),
            time_zone=read.time_zone("TIME_ZONE", "Asia/Shanghai"),
            language=Language(read.one_of("DEFAULT_LANGUAGE", tuple(Language))),
            enterprise_name=name,
            enterprise_short=short,
            document_code=read.text("ENTERPRISE_DOCUMENT_CODE", short.zh),
            clauses=read.file("ENTERPRISE_CLAUSES"),
            public_reading=read.yes_or_no("PUBLIC_READING", True),
            demo_public=read.yes_or_no("DEMO_PUBLIC", False),
            sign_in_attempts=read.number("SIGN_IN_ATTEMPTS", 5, 1, 100),
            sign_in_pause=read.number("SIGN_IN_PAUSE", 15, 1, 1440),
            sign_in_idle=timedelta(hours=read.number("SIGN_IN_IDLE", 12, 1, 168)),
            sign_in_longest=timedelta(days=read.number("SIGN_IN_LONGEST", 7, 1, 90)),
            sign_in_fresh=timedelta(minutes=read.number("SIGN_IN_FRESH", 15, 1, 1440)),
            **_outward(read),
            max_text_bytes=read.number("MAX_TEXT", 1_000_000, 10_000, 20_000_000),
            max_upload_bytes=read.number("MAX_UPLOAD", 10_000_000, 10_000, 200_000_000),
            font_files=MappingProxyType(
                {role: file for role, variable in FONT_VARIABLES.items() if (file := read.file(variable))}
            ),
            corpus=read.existing_folder("CORPUS"),
        )

    @property
    def missing_names(self) -> Words | None:
        """What to say of an enterprise that nobody has named, since its name stands on every paper; None when it has one."""
        if self.enterprise_name.zh != UNNAMED.zh and self.enterprise_name.en != UNNAMED.en:
            return None
        return Words(
            f"尚未写明企业名称，页面和文件上会印“{UNNAMED.zh}”：请管理员在“企业”页写明，或者设置 ENTERPRISE_NAME_ZH 和 "
            "ENTERPRISE_NAME_EN。",
            f"Pages and papers say “{UNNAMED.en}”: the administrator names the enterprise on its page, or set ENTERPRISE_NAME_ZH "
            "and ENTERPRISE_NAME_EN.",
        )

    @property
    def secure_cookies(self) -> bool:
        """Whether cookies may travel over https only: so when the address that people type is https."""
        return urlsplit(self.public_url).scheme == "https"

    @property
    def uses_postgresql(self) -> bool:
        """Whether the records are kept in PostgreSQL rather than in the built-in SQLite file."""
        return self.database_url.startswith("postgresql")


def session_key(settings: Settings) -> str:
    """The secret that signs sessions: the one that is set, else the one kept in the data folder, made at first use.

    The file is readable by its owner alone; a SettingError when others could read it.
    """
    if settings.session_key:
        return settings.session_key
    return _kept_secret(settings.data_dir / SESSION_KEY)


def record_key(settings: Settings) -> bytes:
    """The 32 bytes that sign checkpoints of the record: those that are set, else those kept in the data folder, made at first
    use, in a file for its owner alone; a SettingError when others could read it, or it is no key.
    """
    file = settings.data_dir / RECORD_KEY
    words = settings.record_key or _kept_secret(file)
    try:
        made = bytes.fromhex(words)
    except ValueError:
        made = b""
    if len(made) != 32:
        raise SettingError(Words(f"{file} 不是密钥，请从备份放回。", f"{file} is no key: put it back from a backup."))
    return made


def _kept_secret(file: Path) -> str:
    """What is in the file of a secret, made where there is none. Raises SettingError when others could read it."""
    if not file.exists():
        file.parent.mkdir(parents=True, exist_ok=True)
        _write_once(file, secrets.token_hex(32))
    if os.name == "posix" and file.stat().st_mode & 0o077:
        raise SettingError(
            Words(
                f"{file} 可被其他用户读取，请执行 chmod 600 {file}。",
                f"{file} can be read by other users; type: chmod 600 {file}",
            )
        )
    return file.read_text(encoding="ascii", errors="replace").strip()


def settings_table() -> str:
    """The settings as the Markdown table that README.md shows."""
    rows = (f"| `{setting.variable}` | {setting.default} | {setting.does} |\n" for setting in SETTINGS)
    return "| Variable | Default | What it sets |\n| --- | --- | --- |\n" + "".join(rows)


def _given_session_key(given: str, database_url: str) -> str | None:
    given = given.strip()
    if given:
        if len(given) >= SHORTEST_SESSION_KEY:
            return given
        raise SettingError(
            Words(
                f"SESSION_KEY 至少要有 {SHORTEST_SESSION_KEY} 个字符。",
                f"SESSION_KEY must have at least {SHORTEST_SESSION_KEY} characters.",
            )
        )
    if database_url.startswith("postgresql"):
        # Several machines may share one PostgreSQL, and each would make a key of its own.
        raise SettingError(
            Words(
                "使用 PostgreSQL 时须设置 SESSION_KEY，例如：openssl rand -hex 32。",
                "SESSION_KEY must be set with PostgreSQL; one way to make it: openssl rand -hex 32",
            )
        )
    return None


def _outward(read: Reader) -> dict[str, Any]:
    """How notices leave the house: a mail server needs an address to send from, a webhook the secret that signs."""
    out = {
        "mail_url": read.mail_server("MAIL_URL"),
        "mail_from": read.text("MAIL_FROM", ""),
        "webhook_url": read.web_address("WEBHOOK_URL"),
        "webhook_secret": read.text("WEBHOOK_SECRET", ""),
        "quiet_hours": read.hours("QUIET_HOURS", "20:00-08:00"),
        "review_days": read.number("REVIEW_DAYS", 7, 1, 365),
    }
    if out["mail_url"] and "@" not in str(out["mail_from"]):
        raise SettingError(
            Words("设置 MAIL_URL 时须设置发件地址 MAIL_FROM。", "MAIL_FROM, an address, must be set with MAIL_URL.")
        )
    if out["webhook_url"] and len(str(out["webhook_secret"])) < SHORTEST_SECRET:
        raise SettingError(
            Words(
                f"设置 WEBHOOK_URL 时须设置 WEBHOOK_SECRET，至少 {SHORTEST_SECRET} 个字符。",
                f"WEBHOOK_SECRET, of at least {SHORTEST_SECRET} characters, must be set with WEBHOOK_URL.",
            )
        )
    return out


def _write_once(file: Path, words: str) -> None:
    """Write the file for its owner alone, whole or not at all; of two writers at once, the first one's words stay."""
    draft = file.with_name(f".{file.name}.{secrets.token_hex(4)}")
    try:
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as stream:
            stream.write(words)
        os.link(draft, file)
    except FileExistsError:
        pass  # another process was first; its key is the one to use
    finally:
        draft.unlink(missing_ok=True)


if __name__ == "__main__":
    print(settings_table(), end="")

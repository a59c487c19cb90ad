"""Settings: defaults as documented, one sentence for what cannot be used, secrets kept."""

import re
import threading
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from workflow import paths
from workflow.config import SETTINGS, SettingError, Settings, record_key, session_key, settings_table
from workflow.transparency.notes import COSIGNATURE, ED25519, Signer

pytestmark = pytest.mark.both

ROOT = Path(__file__).resolve().parents[1]
KEY = "k" * 32


def settings(**environ: str) -> Settings:
    """The settings of an environment with these variables alone."""
    return Settings.from_environ(environ)


def test_with_nothing_set_the_demo_runs_on_this_machine_alone():
    given = settings()
    assert (given.host, given.port, given.public_url) == ("127.0.0.1", 8000, "http://127.0.0.1:8000")
    assert given.database_url == f"sqlite:///{paths.data() / 'workflow.sqlite'}"
    assert given.time_zone == ZoneInfo("Asia/Shanghai")
    assert given.language == "zh"
    assert not given.secure_cookies
    assert not given.demo_public


def test_each_default_shown_is_the_real_one():
    shown = {setting.variable: setting.default.strip("`") for setting in SETTINGS if setting.default.startswith("`")}
    shown.pop("PUBLIC_URL")
    shown.pop("DATA_DIR")
    assert settings(**shown) == settings()


def test_every_setting_is_documented_and_every_documented_one_is_read():
    asked = set()

    class Environment(dict):
        def get(self, name, default=None):
            asked.add(name)
            return default

    Settings.from_environ(Environment())
    assert asked == {setting.variable for setting in SETTINGS}


def test_the_readme_shows_the_same_table():
    assert settings_table() in (ROOT / "README.md").read_text(encoding="utf-8")


def test_an_empty_variable_counts_as_not_set():
    assert settings(**{setting.variable: " " for setting in SETTINGS}) == settings()


@pytest.mark.parametrize(
    ("variable", "value", "sentence"),
    [
        ("PORT", "0", "PORT must be a whole number from 1 to 65535, but it is “0”."),
        ("PORT", "８０００", "PORT must be a whole number from 1 to 65535, but it is “８０００”."),
        ("WORKERS", "many", "WORKERS must be a whole number from 1 to 64, but it is “many”."),
        ("PUBLIC_READING", "perhaps", "PUBLIC_READING must be yes or no, but it is “perhaps”."),
        ("DEFAULT_LANGUAGE", "fr", "DEFAULT_LANGUAGE must be zh or en, but it is “fr”."),
        (
            "TIME_ZONE",
            "Asia/Beijing",
            "TIME_ZONE must be the name of a time zone, such as Asia/Shanghai, but it is “Asia/Beijing”.",
        ),
        ("FONT_KAI", "/no/such/file", "FONT_KAI must be a file that exists, but it is “/no/such/file”."),
        ("CORPUS", "/no/such/folder", "CORPUS must be a folder that exists, but it is “/no/such/folder”."),
        (
            "PUBLIC_URL",
            "rules.example.com",
            "PUBLIC_URL must be an address such as https://rules.example.com, but it is “rules.example.com”.",
        ),
        (
            "DATABASE_URL",
            "mysql://someone:secret@host/name",
            "DATABASE_URL must be sqlite:///FILE or postgresql://USER@HOST/NAME, but it is “mysql://…”.",
        ),
        ("SESSION_KEY", "short", "SESSION_KEY must have at least 32 characters."),
    ],
)
def test_a_value_that_cannot_be_used_is_one_sentence_in_two_languages(variable: str, value: str, sentence: str):
    with pytest.raises(SettingError) as refused:
        settings(**{variable: value})
    assert refused.value.words.en == sentence
    assert refused.value.words.zh.startswith(variable)


def test_the_address_people_type_follows_the_one_listened_on():
    assert settings(HOST="0.0.0.0", PORT="80").public_url == "http://localhost:80"
    assert settings(HOST="::1").public_url == "http://[::1]:8000"
    assert settings(PUBLIC_URL="https://rules.example.com/").public_url == "https://rules.example.com"
    assert settings(PUBLIC_URL="https://rules.example.com/").secure_cookies


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_is_spoken_to_through_psycopg(scheme: str):
    given = settings(DATABASE_URL=f"{scheme}://someone@host/name", SESSION_KEY=KEY)
    assert given.database_url == "postgresql+psycopg://someone@host/name"
    assert given.uses_postgresql


def test_postgresql_needs_a_session_key():
    with pytest.raises(SettingError, match="SESSION_KEY must be set with PostgreSQL"):
        settings(DATABASE_URL="postgresql://someone@host/name")


def test_secrets_are_not_shown():
    given = settings(DATABASE_URL="postgresql://someone:secret@host/name", SESSION_KEY=KEY)
    assert "secret" not in repr(given)
    assert KEY not in repr(given)


def test_a_session_key_is_made_once_and_for_its_owner_alone(tmp_path: Path):
    given = settings(DATA_DIR=str(tmp_path / "data"))
    key = session_key(given)
    file = tmp_path / "data" / "session.key"
    assert re.fullmatch("[0-9a-f]{64}", key)
    assert session_key(given) == key
    assert file.stat().st_mode & 0o777 == 0o600
    assert list(file.parent.iterdir()) == [file]


def test_two_servers_that_start_at_once_share_one_key(tmp_path: Path):
    given = settings(DATA_DIR=str(tmp_path))
    together = threading.Barrier(8)
    keys: list[str] = []

    def start() -> None:
        together.wait()
        keys.append(session_key(given))

    threads = [threading.Thread(target=start) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(keys) == 8
    assert len(set(keys)) == 1


def test_a_session_key_that_others_can_read_is_refused(tmp_path: Path):
    given = settings(DATA_DIR=str(tmp_path))
    session_key(given)
    (tmp_path / "session.key").chmod(0o644)
    with pytest.raises(SettingError, match="type: chmod 600"):
        session_key(given)


def test_the_key_that_is_set_is_the_one_used(tmp_path: Path):
    assert session_key(settings(SESSION_KEY=KEY, DATA_DIR=str(tmp_path))) == KEY
    assert not list(tmp_path.iterdir())


def test_the_key_of_the_record_is_made_once_or_set(tmp_path: Path):
    given = settings(DATA_DIR=str(tmp_path / "data"))
    key, file = record_key(given), tmp_path / "data" / "record.key"
    assert (len(key), record_key(given), file.stat().st_mode & 0o077) == (32, key, 0)
    assert record_key(settings(RECORD_KEY="ab" * 32)) == b"\xab" * 32
    with pytest.raises(SettingError, match="64 hexadecimal digits"):
        settings(RECORD_KEY="short")
    file.write_text("no key")
    with pytest.raises(SettingError, match="is no key"):
        record_key(given)
    file.chmod(0o644)
    with pytest.raises(SettingError, match="read by other users"):
        record_key(given)


def test_witnesses_are_keys_with_or_without_an_address():
    keys = [Signer(f"union.example/{one}", COSIGNATURE, bytes([one]) * 32).verifier for one in range(3)]
    words = f"{keys[0].words()} http://one:8080, {keys[1].words()} , {keys[2].words()} https://three/path"
    given = settings(WITNESSES=words)
    assert given.witnesses == ((keys[0], "http://one:8080"), (keys[1], ""), (keys[2], "https://three/path"))
    assert (given.witness_quorum, settings(WITNESSES=words, WITNESS_QUORUM="3").witness_quorum) == (2, 3)
    log = Signer("union.example/log", ED25519, b"l" * 32).verifier.words()
    for wrong in ("nothing", log, f"{keys[0].words()} ftp://one", f"{keys[0].words()} nowhere"):
        with pytest.raises(SettingError, match="WITNESSES"):
            settings(WITNESSES=wrong)
    with pytest.raises(SettingError, match="WITNESS_QUORUM"):
        settings(WITNESSES=words, WITNESS_QUORUM="4")

"""Stamps from outside (RFC 3161), by an authority that openssl plays: asked for, taken in, judged offline, and held against openssl."""

import random
import shlex
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa

from tests.databases import Databases
from tests.installations import NOW, act, act_again
from workflow.records.database import triggers
from workflow.records.database.installation import open_database
from workflow.transparency.notes import Unreadable, note_of, signed
from workflow.transparency.stamps import line, roots_of, stamps_of

Said = Callable[..., tuple[int, str, str]]
CONFIGURATION = """
[ req ]
distinguished_name = dn
prompt = no
[ dn ]
CN = {name}
[ root ]
basicConstraints = critical,CA:TRUE
keyUsage = critical,keyCertSign,cRLSign
[ leaf ]
basicConstraints = critical,CA:FALSE
keyUsage = critical,digitalSignature
extendedKeyUsage = critical,timeStamping
[ authority ]
serial = serial
crypto_device = builtin
signer_digest = sha256
default_policy = 1.2.3.4.1
digests = sha256, sha384, sha512
ess_cert_id_alg = sha256
"""


class Authority:
    """An authority of time stamps in a folder of its own."""

    def __init__(self, folder: Path, name: str) -> None:
        self.folder, self.root = folder, folder / "root.pem"
        folder.mkdir()
        (folder / "cnf").write_text(CONFIGURATION.format(name=name))
        (folder / "serial").write_text("01\n")
        key = "-newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes"
        self.openssl(f"req -x509 {key} -keyout root.key -out root.pem -days 3650 -config cnf -extensions root")
        self.openssl(f"req -new {key} -keyout leaf.key -out leaf.csr -subj /CN=Clock -config cnf")
        signing = "-CA root.pem -CAkey root.key -CAcreateserial -days 3650 -extfile cnf -extensions leaf"
        self.openssl(f"x509 -req -in leaf.csr -out leaf.pem {signing}")

    def openssl(self, command: str) -> str:
        done = subprocess.run(["openssl", *shlex.split(command)], cwd=self.folder, capture_output=True, check=True)
        return done.stdout.decode("utf-8", "replace")

    def stamped(self, request: Path) -> Path:
        """What the authority answers to a request."""
        answer = request.with_suffix(".tsr")
        self.openssl(
            f"ts -reply -config cnf -section authority -queryfile {shlex.quote(str(request))} "
            f"-signer leaf.pem -inkey leaf.key -out {shlex.quote(str(answer))}"
        )
        return answer


@pytest.fixture(scope="module")
def authority(tmp_path_factory: pytest.TempPathFactory) -> Authority:
    return Authority(tmp_path_factory.mktemp("stamps") / "one", "Stamps")


@pytest.fixture
def house(databases: Databases, at: Callable[..., Path]) -> Iterator[sa.Engine]:
    url = databases.at_head("sqlite")
    engine = open_database(url, at(url, "here"), NOW)
    act(engine, "one")
    act(engine, "two")
    yield engine
    engine.dispose()


def kept(said: Said, authority: Authority, folder: Path) -> Path:
    """A checkpoint with the authority's stamp below it."""
    request, note = folder / "one.tsq", folder / "note"
    note.write_text(said("checkpoint", "--request", request)[1], encoding="utf-8")
    answer = authority.stamped(request)
    stamped = folder / "stamped"
    status, out, _ = said("checkpoint", "--note", note, "--stamp", answer)
    assert status == 0
    stamped.write_text(out, encoding="utf-8")
    return stamped


def test_a_stamp_is_asked_for_taken_in_and_judged_offline(
    house: sa.Engine, said: Said, authority: Authority, tmp_path: Path
):
    note = kept(said, authority, tmp_path)
    text = tmp_path / "text"
    text.write_text("".join(note.read_text(encoding="utf-8").splitlines(keepends=True)[:3]), encoding="utf-8")
    by_hand = "ts -verify -CAfile root.pem -untrusted leaf.pem"
    by_hand += f" -in {shlex.quote(str(tmp_path / 'one.tsr'))} -data {shlex.quote(str(text))}"
    assert "OK" in authority.openssl(by_hand), "openssl says of the same answer and the same words that it holds"
    act_again(house, 0)
    status, out, _ = said("verify", "--checkpoint", note, "--tsa", authority.root)
    assert status == 0
    own, witnesses, stamp = out.splitlines()[-3:]
    assert "whose signature holds" in own
    assert "Witnesses: none." in witnesses
    assert "Outside stamp: holds; the checkpoint was there at 20" in stamp
    status, out, _ = said("verify", "--checkpoint", note)
    assert (status, "of an authority that was not named here" in out.splitlines()[-1]) == (0, True)
    bare = tmp_path / "note"
    status, out, _ = said("verify", "--checkpoint", bare, "--tsa", authority.root)
    assert (status, out.splitlines()[-1].endswith("Outside stamp: none.")) == (2, True), (
        "it was asked for, and there is none"
    )
    with house.begin() as connection:
        triggers.remove(connection)
        connection.execute(sa.text("UPDATE event SET verb = 'other' WHERE seq = 1"))
        triggers.install(connection)
    status, out, _ = said("verify", "--checkpoint", note, "--tsa", authority.root)
    assert (status, "event 1 the row was changed" in out) == (1, True)
    assert "Outside stamp: holds" in out, "no line answers for another"


def test_a_stamp_of_somebody_else_of_another_text_or_changed_is_told_apart(
    house: sa.Engine, said: Said, authority: Authority, tmp_path: Path
):
    note = kept(said, authority, tmp_path)
    stranger, impostor = Authority(tmp_path / "two", "Others"), Authority(tmp_path / "three", "Stamps")
    status, out, _ = said("verify", "--checkpoint", note, "--tsa", stranger.root)
    assert (status, "was not named here" in out.splitlines()[-1]) == (2, True)
    status, out, _ = said("verify", "--checkpoint", note, "--tsa", stranger.root, "--tsa", authority.root)
    assert status == 0
    status, out, _ = said("verify", "--checkpoint", note, "--tsa", impostor.root)
    assert (status, "checkpoint a stamp from outside does not hold" in out) == (1, True)
    assert out.splitlines()[-1].endswith("Outside stamp: does not hold.")
    act_again(house, 0)
    later = tmp_path / "later"
    later.write_text(said("checkpoint")[1], encoding="utf-8")
    status, out, err = said("checkpoint", "--note", later, "--stamp", tmp_path / "one.tsr")
    assert (status, out, err.count("\n")) == (2, "", 1)
    assert "is no stamp over the checkpoint" in err
    moved = later.read_text(encoding="utf-8") + note.read_text(encoding="utf-8").splitlines(keepends=True)[-1]
    later.write_text(moved, encoding="utf-8")
    status, out, _ = said("verify", "--checkpoint", later, "--tsa", authority.root)
    assert (status, "a stamp from outside does not hold" in out) == (1, True)
    for arguments in (("--note", note), ("--stamp", tmp_path / "one.tsr"), ("--note", note, "--stamp", note)):
        assert said("checkpoint", *arguments)[0] == 2
    assert said("checkpoint", "--request", tmp_path / "one.tsq")[0] == 2, "a file that is there is not written over"
    assert said("verify", "--checkpoint", note, "--tsa", note)[0] == 2


def test_no_change_of_a_byte_makes_a_fault_or_another_moment(authority: Authority, tmp_path: Path):
    from workflow.transparency.stamps import requested

    text = f"regulation-workflow/x\n5\n{'A' * 43}=\n"
    (tmp_path / "one.tsq").write_bytes(requested(text))
    answer = authority.stamped(tmp_path / "one.tsq").read_bytes()
    roots, chance = roots_of(authority.root.read_bytes()), random.Random(3161)
    (whole,) = stamps_of(note_of(signed(text, [line(text, answer)])), roots)
    assert whole.holds
    refused = 0
    for _ in range(300):
        changed = bytearray(answer)
        changed[chance.randrange(len(changed))] ^= 1 << chance.randrange(8)
        try:
            below = line(text, bytes(changed))
        except Unreadable:
            refused += 1
            continue
        (found,) = stamps_of(note_of(signed(text, [below])), roots)
        assert not found.holds or found.at == whole.at, "what the signature does not cover says nothing"
        refused += not found.holds
    assert refused >= 290

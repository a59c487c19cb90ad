"""A bundle held against itself and the checkpoint in it: everything that stands in it is either as the log has it or named.

Runs on the file alone: no database, no settings, nothing of the house that made it.
"""

import hashlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import IO, Any

from workflow.bundle import form
from workflow.bundle.container import MOST, Reader, TooMuch, is_one
from workflow.records.database.columns import settled_json
from workflow.records.event import CHAINED, payload_hash
from workflow.records.replaying.chain import spoken_for
from workflow.records.replaying.outside import leaf_of
from workflow.records.replaying.stored import committed
from workflow.transparency.checkpoints import Checkpoint, checkpoint_of
from workflow.transparency.notes import Note, Verifier, note_of, signed_by, verifier_of
from workflow.transparency.tree import is_included
from workflow.words import Language, Words

#: Bytes of words that are read at most: of everything but papers together, and of the manifest.
WORDS_AT_MOST, MANIFEST_AT_MOST = 32 << 20, 4 << 20


class NoBundle(Exception):
    """What cannot be judged at all, and why."""

    def __init__(self, words: Words) -> None:
        super().__init__(words.en)
        self.words = words


@dataclass(frozen=True, slots=True)
class Moment:
    """When something was done, by the clock of the house, and the event that says so."""

    seq: int
    at: str


@dataclass(slots=True)
class Course:
    """What the bundle shows of one edition; None for what it does not show.

    carried   whether the resolution stands beside the declaration; None where that is not shown
    entered   the edition was entered afterwards, from papers of before
    """

    number: int
    name: Words
    sent: Moment | None = None
    put: Moment | None = None
    consulted: Moment | None = None
    declared: Moment | None = None
    carried: str | None = None
    issued: Moment | None = None
    effective: str = ""
    entered: Moment | None = None
    papers: int = 0


@dataclass(slots=True)
class Judged:
    """What came of it.

    different  what is not as it was put together, or not as the log has it: the object first, then in what
    events     how many are shown; closed: of how many others only the hash is
    note       the checkpoint in the bundle, and the key that signed it
    last       the highest number of an event that is shown, or named by its hash
    since      of how many events the log is said to be the beginning of that of the checkpoint, and the proof; () for none
    """

    different: list[str] = field(default_factory=list)
    events: int = 0
    closed: int = 0
    rows: int = 0
    note: Note | None = None
    key: Verifier | None = None
    last: int = 0
    since: tuple[int, tuple[bytes, ...]] = (0, ())
    courses: list[Course] = field(default_factory=list)


def is_bundle(stream: IO[bytes]) -> bool:
    """Whether a file is to be judged as a bundle."""
    return is_one(stream)


def judged(stream: IO[bytes]) -> Judged:
    """Judge a bundle. Raises NoBundle for what cannot be judged, however it is made; memory is bounded."""
    try:
        return _Judge(stream).judged()
    except TooMuch as error:
        raise NoBundle(
            Words("比任何证据包都大，不作判断。", "is larger than any bundle, and is not judged.")
        ) from error


class _Judge:
    """One bundle on its way through: its parts are read in their order, then held against each other."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._reader = Reader(stream)
        self._out = Judged()
        self._parts: dict[str, bytes] = {}
        self._digests: dict[str, str] = {}

    def judged(self) -> Judged:
        out, reader = self._out, self._reader
        manifest = self._read()
        self._different(reader.wrong)
        if manifest is None:
            return out
        checkpoint = self._checkpoint(manifest)
        self._since()
        told = list(self._events(checkpoint))
        self._rows(told)
        self._texts_and_papers(manifest, told)
        out.different = list(dict.fromkeys(out.different))
        return out

    def _different(self, lines: Sequence[str]) -> None:
        self._out.different += lines

    def _read(self) -> Mapping[str, Any] | None:
        """The manifest, once every part was held to it; None where there is none to speak of."""
        reader = self._reader
        _, content = reader.take(form.MANIFEST, None, MANIFEST_AT_MOST)
        try:
            manifest = form.loaded(content)
            if manifest.get("format") != form.FORMAT:
                raise form.Unreadable("format")
            entries = form.entries_of(manifest)
        except (form.Unreadable, AttributeError) as error:
            if not reader.is_marked():
                raise NoBundle(Words("不是证据包。", "is no evidence bundle.")) from error
            self._different([f"{form.MANIFEST}: cannot be read"])
            return None
        if len(entries) > MOST:
            raise TooMuch(str(len(entries)))
        _, signature = reader.take(form.SIGNATURE, None, 64_000)
        self._parts[form.SIGNATURE] = signature
        self._parts[form.MANIFEST] = content
        names, left = list(entries), WORDS_AT_MOST
        places, at = {name: place for place, name in enumerate(names)}, 0
        while at < len(names) or reader.next_name():
            there = reader.next_name()
            place = places.get(there, -1)
            if place > at:
                self._different([f"{one}: was taken out" for one in names[at:place]])
                at = place
            elif there and (place < at or at == len(names)):
                reader.take(there, None, 0)
                self._different([f"{there}: was put in"])
            elif not there and reader.is_over():
                self._different([f"{one}: was taken out" for one in names[at:]])
                break
            else:
                left -= self._part(names[at], *entries[names[at]], left)
                at += 1
        reader.end()
        out: Mapping[str, Any] = manifest
        return out

    def _part(self, name: str, size: int, digest: str, left: int) -> int:
        """Read one part that the manifest names; how many bytes of words it had. Papers are only digested."""
        is_paper = name.startswith("papers/")
        if size > left and not is_paper:
            raise TooMuch(name)
        found, content = self._reader.take(name, size, -1 if is_paper else left)
        self._digests[name] = found
        if not is_paper:
            self._parts[name] = content
        if found != digest:
            self._different([f"{name}: is not as it was put in"])
        return len(content)

    def _checkpoint(self, manifest: Mapping[str, Any]) -> Checkpoint | None:
        """The checkpoint, once the key in the bundle was held to it and to the manifest."""
        out, point = self._out, None
        try:
            out.key = verifier_of(self._words(form.KEY))
        except ValueError:
            self._different([f"{form.KEY}: cannot be read"])
        try:
            note = note_of(self._words(form.CHECKPOINT))
            point = checkpoint_of(note.text)
            out.note = note
        except ValueError:
            self._different([f"{form.CHECKPOINT}: cannot be read"])
        if out.key is None:
            return point
        origin = str(manifest.get("origin"))
        if out.key.name != origin:
            self._different([f"{form.KEY}: is that of another record"])
        if point is not None and point.origin != origin:
            self._different([f"{form.CHECKPOINT}: is that of another record"])
        if out.note is not None and out.note.signatures:
            said = signed_by(out.note, out.key)
            if said is None or not said.holds:
                self._different([f"{form.CHECKPOINT}: the signature of {out.key.name} does not hold"])
        try:
            note = note_of(self._words(form.SIGNATURE))
            said = signed_by(note, out.key)
        except ValueError:
            self._different([f"{form.SIGNATURE}: cannot be read"])
            return point
        if note.text != form.signed_words(origin, self._parts[form.MANIFEST]):
            self._different(
                [f"{form.MANIFEST}: is not the one that was signed", f"{form.SIGNATURE}: is over another one"]
            )
        if said is None or not said.holds or len(note.signatures) != 1:
            self._different([f"{form.SIGNATURE}: the signature of {out.key.name} does not hold"])
        return point

    def _since(self) -> None:
        """What is proved about an earlier log; whether it holds can be said only beside the checkpoint that is over that."""
        if form.SINCE in self._parts:
            try:
                self._out.since = form.since_of(self._parts[form.SINCE])
            except form.Unreadable:
                self._different([f"{form.SINCE}: cannot be read"])

    def _words(self, name: str) -> str:
        return self._parts.get(name, b"").decode("utf-8")

    def _events(self, point: Checkpoint | None) -> Iterator[form.Told]:
        """The events that are as the log has them."""
        for name, content in self._parts.items():
            if not name.startswith("events/"):
                continue
            try:
                one = form.told_of(content)
                wrong = list(_wrong(one, name, point))
            except (form.Unreadable, TypeError, ValueError, RecursionError):
                self._different([f"{name}: cannot be read"])
                continue
            self._different(wrong)
            self._out.last = max(self._out.last, one.seq)
            self._out.closed += one.fields is None
            self._out.events += one.fields is not None
            if not wrong:
                yield one

    def _rows(self, told: Sequence[form.Told]) -> None:
        for one in told:
            spoken = spoken_for(one.fields["rows"]) if one.fields else {}
            for shown in one.shown:
                columns, digests = spoken.get(shown.table, ((), {}))
                try:
                    made = committed(bytes.fromhex(shown.key), shown.table, columns, shown.rows)
                except (ValueError, TypeError):
                    made = ""
                if columns != shown.columns or not made or digests.get(shown.row) != made:
                    self._different([f"{shown.table} {shown.row}: is not as event {one.seq} left it"])
                else:
                    self._out.rows += 1

    def _texts_and_papers(self, manifest: Mapping[str, Any], told: Sequence[form.Told]) -> None:
        try:
            about, editions = manifest["regulation"], manifest["editions"]
            name = Words(str(about["name_zh"]), str(about["name_en"]))
            authentic = Language(about["language"])
            for one in editions:
                mine = [event for event in told if event.fields and event.fields["object"] == f"edition:{one['id']}"]
                course = Course(int(one["number"]), name)
                self._out.courses.append(course)
                self._papers(one["papers"], course, mine)
                prints = {Language(key): self._digests.get(str(file), "") for key, file in one["texts"].items()}
                self._fill(course, mine, prints, authentic)
            rows = [row for event in told for row in event.shown if row.table == "regulation"]
            if any(_values(row).get("slug") != about["slug"] for row in rows):
                self._different([f"{form.MANIFEST}: names another regulation than its event"])
        except (KeyError, TypeError, ValueError, AttributeError):
            self._different([f"{form.MANIFEST}: cannot be read"])

    def _papers(self, papers: Sequence[Sequence[Any]], course: Course, mine: Sequence[form.Told]) -> None:
        """Every paper is held to the digest in its row, which an event speaks for."""
        files = {row.row: _values(row) for event in mine for row in event.shown if row.table == "paper_file"}
        for paper, file, entry in papers:
            values = files.get(str(file), {})
            digest = self._digests.get(str(entry), "")
            if (
                digest
                and (values.get("sha256"), values.get("bytes")) == (digest, digest)
                and values["paper_id"] == paper
            ):
                course.papers += 1
            else:
                self._different([f"{entry}: is not the paper that an event of the bundle speaks for"])

    def _fill(
        self, course: Course, mine: Sequence[form.Told], prints: Mapping[Language, str], authentic: Language
    ) -> None:
        """What was done to exactly this text, and when."""
        text = prints.get(authentic, "")
        for event in mine:
            assert event.fields is not None  # noqa: S101 (chosen so)
            verb, on_text = event.fields["verb"], event.fields["fingerprint"] == text
            moment = Moment(event.seq, str(event.fields["at"]))
            if verb == "enter":
                course.entered = moment
            elif verb == "send_papers":
                course.sent = moment
            elif verb == "lock" and on_text:
                course.put = moment
            elif verb == "consult" and on_text:
                course.consulted = moment
            elif verb in ("adopt", "deliberate") and on_text:
                kinds = {_values(row).get("kind") for row in event.shown if row.table == "paper"}
                course.declared = moment
                course.carried = next((one for one in ("resolution", "vote") if one in kinds), None)
            elif verb == "issue" and on_text:
                course.issued = moment
                course.effective = str(form.loaded(event.words[1].encode()).get("effective", "")) if event.words else ""
        issued = [event for event in mine if event.fields and event.fields["verb"] in ("issue", "deliberate", "adopt")]
        if issued and text not in {event.fields["fingerprint"] for event in issued if event.fields}:
            self._different([f"texts/edition-{course.number}-{authentic.value}.txt: is not the text of the events"])
        rows = [_values(row) for event in mine for row in event.shown if row.table == "paper"]
        known = {
            (row.get("language"), row.get("fingerprint")) for row in rows if row.get("kind") in ("regulation", "report")
        }
        for language, digest in prints.items():
            said = {print_ for key, print_ in known if key == language.value}
            if said and digest not in said:
                self._different([f"texts/edition-{course.number}-{language.value}.txt: is not the text of the paper"])


def _wrong(one: form.Told, name: str, point: Checkpoint | None) -> Iterator[str]:
    what = f"event {one.seq}"
    if name != f"events/{one.seq:09d}.json":
        yield f"{name}: holds event {one.seq}"
    if one.fields is not None:
        fields = one.fields
        if fields["seq"] != one.seq or _hash_of(fields) != one.hash:
            yield f"{what}: was changed"
        if one.words is not None and payload_hash(*one.words) != fields["payload_hash"]:
            yield f"payload {one.seq}: was changed"
    elif one.words is not None or one.shown:
        yield f"{what}: shows rows or words of an event that is not shown"
    if point is None:
        return
    if not is_included(leaf_of(one.hash), one.seq - 1, point.size, one.proof, point.root):
        yield f"{what}: is not in the log of the checkpoint"


def _hash_of(fields: Mapping[str, Any]) -> str:
    covered = form.FIELDS if fields["rows"] or fields["row_salt"] else CHAINED
    body = settled_json([fields[name] for name in covered])
    return hashlib.sha256(body.encode("utf-8", "surrogatepass")).hexdigest()


def _values(row: form.Shown) -> dict[str, Any]:
    return dict(zip(row.columns, row.rows[0], strict=True)) if row.rows else {}

"""Who stands behind a record besides itself: three lines, one each for its own chain, its witnesses and a stamp from outside."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from cryptography.x509 import Certificate
from sqlmodel import Session

from workflow.config import RECORD_KEY
from workflow.records.replaying.beside import beside
from workflow.records.replaying.outside import origin_of
from workflow.records.replaying.whole import Found, verify
from workflow.transparency.checkpoints import Checkpoint, Standing, checkpoint_of, standing
from workflow.transparency.notes import Note, Verifier
from workflow.transparency.stamps import Stamp, stamps_of, unstamped
from workflow.words import Words


@dataclass(frozen=True, slots=True)
class Anchors:
    """A checkpoint that was kept outside, who stands behind it, and how many witnesses it takes of those that are known.

    is_foreign  this installation signed it by its name, and with another key than it has
    stamps      what stamps from outside below it are worth; asked: whether somebody named whose it takes
    """

    checkpoint: Checkpoint
    standing: Standing
    witnesses: int
    quorum: int
    is_foreign: bool = False
    stamps: tuple[Stamp, ...] = ()
    asked: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether nothing is missing that could have been asked: a signature by a known key, the quorum of witnesses, a stamp."""
        is_known = self.standing.own is not None or not self.standing.is_signed
        is_stamped = not self.asked or any(one.holds for one in self.stamps)
        return is_known and is_stamped and (not self.witnesses or len(self.standing.seen) >= self.quorum)

    def wrong(self, db: Session) -> list[str]:
        """What is wrong with the checkpoint itself, beside what it says of the events in `db`."""
        out = [f"checkpoint: the signature of {one} does not hold" for one in self.standing.wrong]
        out += ["checkpoint: a stamp from outside does not hold" for one in self.stamps if one.holds is False]
        if self.is_foreign:
            out.append(f"{RECORD_KEY}: is not the key that signed the checkpoint")
        if self.checkpoint.origin != origin_of(db):
            out.append("checkpoint: is that of another record")
        return out


def anchored(
    note: Note,
    own: Sequence[Verifier],
    witnesses: Sequence[Verifier],
    quorum: int,
    at_hand: Sequence[Verifier],
    roots: Sequence[Certificate] = (),
) -> Anchors:
    """What a checkpoint is worth to whoever knows these keys and authorities; `at_hand` is believed where no key of the log was
    named."""
    checkpoint, stands = checkpoint_of(note.text), standing(unstamped(note), own or at_hand, witnesses)
    named = {one.name for one in note.signatures} & {one.name for one in at_hand}
    is_foreign = not own and stands.own is None and checkpoint.origin in named
    return Anchors(checkpoint, stands, len(witnesses), quorum, is_foreign, stamps_of(note, roots), bool(roots))


def held(db: Session, anchors: Anchors | None, marker: Path | None) -> Found:
    """The record in `db` held against itself, against what left the house, and against the marker beside it where one is named."""
    found = verify(db, anchors.checkpoint if anchors else None)
    found.different += anchors.wrong(db) if anchors else []
    found.different += beside(db, marker) if marker else []
    return found


def three_lines(found: Found, anchors: Anchors | None) -> Iterator[Words]:
    """What stands behind the record, each by itself: no line answers for another."""
    yield _chain(found, anchors)
    yield witnesses_line(anchors)
    yield stamp_line(anchors)


def _chain(found: Found, anchors: Anchors | None) -> Words:
    if found.different:
        return Words("自身链条：与写入时不一致。", "Own chain: the record is not as it was written.")
    if anchors is None:
        return Words(
            "自身链条：内部一致；没有外部检查点，不能排除整体被改写。",
            "Own chain: internal consistency only: without a checkpoint from outside nobody can tell whether all of it was "
            "rewritten.",
        )
    signed = Words("签名有效", "whose signature holds")
    if not anchors.standing.is_signed:
        signed = Words("没有签名", "which nobody signed")
    elif anchors.standing.own is None:
        signed = Words(
            "签名的密钥在此未知，请用 --key 指明", "signed with a key that is not known here: name it with --key"
        )
    size = anchors.checkpoint.size
    return Words(
        f"自身链条：一致，前{size}条事件与外部检查点（{signed.zh}）相符。",
        f"Own chain: as it was written, and its first {size} events are those of the checkpoint from outside, {signed.en}.",
    )


def witnesses_line(anchors: Anchors | None) -> Words:
    """Which of the known witnesses stand behind the checkpoint."""
    if anchors is None or not anchors.witnesses:
        return Words("见证：没有。", "Witnesses: none.")
    seen = anchors.standing.seen
    zh = "、".join(f"{name}（{at.isoformat()}）" for name, at in seen) or "无"
    en = ", ".join(f"{name} ({at.isoformat()})" for name, at in seen) or "none"
    few = Words("，不足规定数", ", fewer than it takes") if len(seen) < anchors.quorum else Words("", "")
    return Words(
        f"见证：{anchors.witnesses}个中{len(seen)}个（须{anchors.quorum}个{few.zh}）：{zh}。",
        f"Witnesses: {len(seen)} of {anchors.witnesses} (it takes {anchors.quorum}{few.en}): {en}.",
    )


def stamp_line(anchors: Anchors | None) -> Words:
    """What stamps from outside below the checkpoint say."""
    if anchors is None or not anchors.stamps:
        return Words("外部时间戳：没有。", "Outside stamp: none.")
    good = [one.at for one in anchors.stamps if one.holds and one.at]
    if any(one.holds is False for one in anchors.stamps):
        return Words("外部时间戳：不成立。", "Outside stamp: does not hold.")
    if good:
        at = min(good).isoformat()
        return Words(
            f"外部时间戳：成立，{at}已有此检查点。", f"Outside stamp: holds; the checkpoint was there at {at}."
        )
    return Words(
        "外部时间戳：有，但出自在此未指明的机构，请用 --tsa 指明其根证书。",
        "Outside stamp: there is one, of an authority that was not named here: name its root certificate with --tsa.",
    )

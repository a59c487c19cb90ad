"""`workflow verify BUNDLE`: what an evidence bundle shows, what stands behind it, and what it does not show."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from cryptography.x509 import Certificate

from workflow.bundle.form import CHECKPOINT, KEY, SINCE
from workflow.bundle.judging import Judged, NoBundle, judged
from workflow.bundle.words import course, not_shown
from workflow.commands.arguments import Unusable
from workflow.commands.record.anchors import Anchors, anchored, stamp_line, witnesses_line
from workflow.transparency.checkpoints import checkpoint_of
from workflow.transparency.notes import Note, Verifier, signed_by
from workflow.transparency.tree import is_consistent
from workflow.words import Words

_INNER, _KEY, _SINCE = CHECKPOINT, KEY, SINCE


def verified(
    file: Path,
    outer: Note | None,
    own: Sequence[Verifier],
    witnesses: Sequence[Verifier],
    quorum: int,
    roots: Sequence[Certificate],
) -> tuple[list[str], list[Words], bool]:
    """What is not as it was, the lines about the rest, and whether something outside stands behind it. Raises Unusable.

    outer  the checkpoint that was kept elsewhere, or None; own: the keys that were named for the log
    """
    try:
        with file.open("rb") as stream:
            found = judged(stream)
    except NoBundle as error:
        raise Unusable(f"{file}: {error.words.zh} {error.words.en}") from error
    note = outer or found.note
    at_hand = [found.key] if found.key is not None else []
    anchors = anchored(note, own, witnesses, quorum, at_hand, roots) if note is not None else None
    different = list(dict.fromkeys([*found.different, *_beside(found, outer, own, anchors)]))
    is_same = outer is not None and not different and _covers(found, outer)
    lines = [] if different else [course(one) for one in found.courses]
    lines += [_chain(found, anchors, outer, is_same, bool(different))]
    lines += [witnesses_line(anchors), stamp_line(anchors), not_shown(found)]
    return different, lines, anchors is not None and _is_outside(anchors, is_same, outer)


def _is_outside(anchors: Anchors, is_same: bool, outer: Note | None) -> bool:
    """A checkpoint that came with the bundle is nobody's word but its maker's, unless witnesses or a stamp stand behind it."""
    seen = bool(anchors.witnesses) and len(anchors.standing.seen) >= anchors.quorum
    stamped = any(one.holds for one in anchors.stamps)
    return anchors.is_whole and (is_same if outer is not None else seen or stamped)


def _beside(found: Judged, outer: Note | None, own: Sequence[Verifier], anchors: Anchors | None) -> Iterator[str]:
    """What is wrong with the checkpoint or the key, beside what the bundle says of itself."""
    if anchors is not None:
        for one in anchors.standing.wrong:
            yield f"{_INNER}: the signature of {one} does not hold"
        if any(one.holds is False for one in anchors.stamps):
            yield f"{_INNER}: a stamp from outside does not hold"
    if own and found.key is not None and found.key not in own:
        yield f"{_KEY}: is not the key that was named"
    if outer is None or found.note is None:
        return
    theirs, ours = checkpoint_of(outer.text), checkpoint_of(found.note.text)
    if theirs.origin != ours.origin or (theirs.size == ours.size and theirs.root != ours.root):
        yield f"{_INNER}: is not the checkpoint that was kept outside"
    if theirs.size == found.since[0] and _is_beginning(found, outer) is False:
        yield f"{_SINCE}: the log of the checkpoint that was kept outside is not the beginning of this one"
    named = found.key is not None and found.key.name in {one.name for one in outer.signatures}
    if found.key is not None and named and signed_by(outer, found.key) is None:
        yield f"{_KEY}: is not the key that signed the checkpoint that was kept outside"


def _same(found: Judged, outer: Note) -> bool:
    return found.note is not None and checkpoint_of(found.note.text) == checkpoint_of(outer.text)


def _is_beginning(found: Judged, outer: Note) -> bool | None:
    """Whether the log of the checkpoint that was kept is proved to be the beginning of the bundle's; None where nothing proves it."""
    size, proof = found.since
    theirs = checkpoint_of(outer.text)
    if found.note is None or not size or theirs.size != size:
        return None
    ours = checkpoint_of(found.note.text)
    return theirs.origin == ours.origin and is_consistent(size, theirs.root, ours.size, ours.root, proof)


def _covers(found: Judged, outer: Note) -> bool:
    """Whether everything that the bundle shows is in the log of the checkpoint that was kept: events behind it stand on nothing but
    the bundle's own word."""
    return _same(found, outer) or (_is_beginning(found, outer) is True and found.last <= checkpoint_of(outer.text).size)


def _chain(found: Judged, anchors: Anchors | None, outer: Note | None, is_same: bool, is_different: bool) -> Words:
    if is_different or anchors is None or found.note is None:
        return Words("自身链条：与记录不一致。", "Own chain: the bundle is not as it was put together.")
    point = checkpoint_of(found.note.text)
    root = f"{point.size}, {point.root.hex()[:16]}"
    told = Words(
        f"自身链条：{found.events}条事件、{found.rows}项数据都在检查点（{root}）之内",
        f"Own chain: {found.events} events and {found.rows} rows are in the log of the checkpoint ({root})",
    )
    end = _beside_outer(found, anchors, outer, is_same)
    return Words(f"{told.zh}{end.zh}", f"{told.en}{end.en}")


def _beside_outer(found: Judged, anchors: Anchors, outer: Note | None, is_same: bool) -> Words:
    """How the bundle's checkpoint stands to the one that was kept outside."""
    if outer is None:
        return Words(
            "；检查点只在包内，没有保存在外的，不能排除整体被改写。",
            "; the checkpoint came with the bundle: without one that was kept outside nobody can tell whether all of it was rewritten.",
        )
    size = checkpoint_of(outer.text).size
    if not is_same and _is_beginning(found, outer):
        return Words(
            f"；保存在外的检查点（{size}条）之树已证明是它的开头，但包内有第{size}条以后的事件，只有本包自身的话：请另存较新的检查点。",
            f"; the log of the one that was kept outside ({size} events) is proved to be its beginning, but the bundle shows events "
            f"behind number {size}, for which it has nothing but its own word: keep a later checkpoint.",
        )
    if not is_same:
        return Words(
            f"；保存在外的检查点是{size}条的，不能判断：请用 workflow bundle --since 按它重做。",
            f"; the one that was kept outside is of {size} events, so that this cannot be judged: have the bundle made again with "
            "workflow bundle --since and that checkpoint.",
        )
    here = _same(found, outer)
    what = Words(
        "，即保存在外的那一个" if here else f"，保存在外的检查点（{size}条）之树已证明是它的开头，包内的事件都在其中",
        ", which is the one that was kept outside"
        if here
        else f"; the log of the one that was kept outside ({size} events) is proved to be its beginning, and holds all that is shown",
    )
    if anchors.standing.is_signed and anchors.standing.own is None:
        return Words(
            f"{what.zh}；签名的密钥在此未知，请用 --key 指明。",
            f"{what.en}, signed with a key that is not known here: name it with --key.",
        )
    return Words(f"{what.zh}。", f"{what.en}.")

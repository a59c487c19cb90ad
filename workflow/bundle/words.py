"""What is said of a bundle, in both languages: what it shows of each edition, what it never shows, and how it is read by hand."""

from workflow.bundle.judging import Course, Judged, Moment
from workflow.words import Words

_MISSING = Words("缺", "not shown")
_CARRIED = {
    "resolution": Words("决议在内", "with the resolution"),
    "vote": Words("未获通过，表决情况记录在内", "not carried, with the record of the vote"),
    None: Words("决议不在内，结果未显示", "without the resolution: its outcome is not shown"),
}


def course(one: Course) -> Words:
    """What is shown of an edition: discussed, consulted, adopted, made public, each with its moment and its event."""
    head = Words(f"《{one.name.zh}》第{one.number}版", f"{one.name.en}, edition {one.number}")
    if one.entered is not None:
        at = _at(one.entered)
        return Words(
            f"{head.zh}：依纸质文件补录（{at.zh}）；此前的讨论、协商、通过和公布，本包不能证明。",
            f"{head.en}: entered afterwards from papers ({at.en}); the bundle shows nothing of how it was discussed, consulted on, "
            "adopted and made public before.",
        )
    declared, carried = _at(one.declared), _CARRIED[one.carried]
    adopted = Words(f"{declared.zh}，{carried.zh}", f"{declared.en}, {carried.en}") if one.declared else declared
    issued = _at(one.issued)
    if one.effective:
        issued = Words(f"{issued.zh}，自{one.effective}起施行", f"{issued.en}, in force from {one.effective}")
    sent, put, consulted = _at(one.sent), _at(one.put), _at(one.consulted)
    return Words(
        f"{head.zh}：讨论 送达{sent.zh}、交付表决{put.zh}；协商 {consulted.zh}；通过 {adopted.zh}；公布 {issued.zh}；文件{one.papers}份。",
        f"{head.en}: discussed: sent {sent.en}, put to the vote {put.en}; consulted: {consulted.en}; adopted: {adopted.en}; made "
        f"public: {issued.en}; {one.papers} papers.",
    )


def _at(moment: Moment | None) -> Words:
    if moment is None:
        return _MISSING
    day = f"{moment.at[:10]} {moment.at[11:16]} UTC"
    return Words(f"{day}（第{moment.seq}条）", f"{day} (event {moment.seq})")


def not_shown(one: Judged) -> Words:
    """What no bundle shows."""
    closed = Words("", "")
    if one.closed:
        closed = Words(
            f"其中{one.closed}条事件只有哈希，内容未显示。", f" Of {one.closed} events there is the hash alone."
        )
    return Words(
        f"不能证明：没有收入本包的事（包内是否齐全，只有签名者自己的话）；人名、意见和计票数字；账户背后是谁；时刻只出自本单位的时钟；"
        f"员工是否已被告知。{closed.zh}",
        "Not shown: what was left out (that nothing was, only its signer says); names, opinions and count sheets; who sat at an account; "
        f"moments are those of the house's own clock; whether employees were told.{closed.en}",
    )


def read_me() -> str:
    """How a bundle is read and checked by hand."""
    return _READ_ME


_READ_ME = """证据包 · 读法

texts/ 是公布的文本，papers/ 是留存的正式文件，events/ 是记录中的事件，checkpoint.txt 是记录到何处为止的检查点（C2SP tlog-checkpoint）。
核对：workflow verify 本文件 --checkpoint 另行保存的检查点。返回 0：一致，且有外部依据；1：不一致，并指明何处；2：只有自身的话。

每条事件：
 1. hash 是 event 各项（按 bundle 所列次序 seq, prev_hash, actor_id, on_behalf_of, verb, object, regulation_id, fingerprint, at,
    payload_hash，有 rows 时加 row_salt, rows）写成紧凑 JSON 列表后的 SHA-256。
 2. proof 证明 SHA-256(0x00 ‖ hash) 是检查点之树的第 seq 片叶（RFC 6962 2.1.1）。
 3. payload：SHA-256(salt ‖ 换行 ‖ words) 即 payload_hash。
 4. rows：以 key 为密钥的 BLAKE2b（16 字节，base64 去等号），对 [table, columns, [各行 JSON 的字符串，按序]] 的 JSON，即 event.rows 中的摘要。
since.json（如有）：proof 证明前 size 条事件之树是检查点之树的开头（RFC 6962 2.1.2），供保存着那时检查点的人核对。
文本的 SHA-256 即事件的 fingerprint；文件的 SHA-256 在 paper_file 一行里。

Evidence bundle: how to read it

texts/ holds the published texts, papers/ the papers that were kept, events/ the events of the record, checkpoint.txt how far the record had
got (C2SP tlog-checkpoint). To check: workflow verify THIS-FILE --checkpoint NOTE-KEPT-ELSEWHERE. 0: all holds, and something outside says
so; 1: something does not hold, and is named; 2: the bundle has nothing but its own word.

Of each event:
 1. hash is SHA-256 over the fields of "event" as a compact JSON list, in the order seq, prev_hash, actor_id, on_behalf_of, verb, object,
    regulation_id, fingerprint, at, payload_hash, and row_salt, rows where there are rows.
 2. proof shows that SHA-256(0x00 || hash) is leaf number seq of the checkpoint's tree (RFC 6962, 2.1.1).
 3. payload: SHA-256(salt || line feed || words) is payload_hash.
 4. rows: BLAKE2b keyed with key (16 bytes, base64 without "="), over the JSON of [table, columns, [each row's JSON as a string, sorted]],
    is the digest that event.rows holds.
since.json, where there is one: proof shows that the tree over the first size events is the beginning of the checkpoint's (RFC 6962, 2.1.2),
for whoever keeps a checkpoint of then.
The SHA-256 of a text is the fingerprint of its events; that of a paper stands in a row of paper_file.
"""

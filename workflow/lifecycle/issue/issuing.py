"""Issue: an adopted text leaves the building as official files, and takes the place of the edition before it."""

import hashlib
from collections.abc import Mapping
from datetime import date

from sqlmodel import Session, col, select

from workflow.lifecycle import sign_ins
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.facts import issued_papers
from workflow.lifecycle.facts.situations.edition import of_issuing
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.entry import Entry
from workflow.records.issued import Issued, IssuedKind
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.states import State
from workflow.words import Language, Words


def document_number(db: Session, code: str, year: int) -> str:
    """The next document number of a year, such as 机字〔2025〕3号 (GB/T 9704-2012, 7.2.5: no leading zeros).

    A number on a paper that was entered afterwards is taken as well.
    """
    start = f"{code}〔{year}〕"
    taken = [
        *db.exec(select(Issued.number).where(col(Issued.number).startswith(start, autoescape=True))),
        *db.exec(select(Entry.document_number).where(col(Entry.document_number).startswith(start, autoescape=True))),
    ]
    rests = [one.removeprefix(start).removesuffix("号") for one in taken]
    numbers = [int(rest) for rest in rests if rest.isdecimal() and len(rest) < 6]
    return f"{start}{max(numbers, default=0) + 1}号"


def ready_to_issue(
    act: Act, edition: Edition, effective: date | None, drawn: Mapping[Language, str] | None = None
) -> None:  # fmt: skip
    """Raise Refused or Unusable when `edition` cannot be issued now: asked before its files are drawn, and again by `issue`.

    drawn  language → the fingerprint of the text on its file, once files are drawn. ProveFirst when the sign-in behind the act is not fresh.
    """
    ask("issue", of_issuing(act, edition, effective, drawn))
    sign_ins.prove(act, "issue")
    if effective is not None and effective < act.today:
        raise Unusable(
            {
                "effective": Words(
                    "施行日期不能早于印发日期：规章制度公示或者告知职工后才有约束力（劳动合同法第四条）。",
                    "It cannot take effect before it is issued: a rule binds once it is made known (Labour Contract Law, art. 4).",
                )
            }
        )
    earlier = issued_papers.previous_issued(act.db, edition)
    if earlier is not None and effective is not None and earlier.effective and effective < earlier.effective:
        raise Unusable(
            {
                "effective": Words(
                    "施行日期不能早于上一版的施行日期。", "It cannot take effect before the edition that it supersedes."
                )
            }
        )


def issue(
    act: Act, edition: Edition, *, effective: date, number: str, files: Mapping[Language, tuple[Snapshot, bytes]]
) -> list[Issued]:
    """Issue `edition`: keep its official files by language, set its effective day, supersede the edition before it.

    files  language → the snapshot that was drawn and the finished PDF, drawn before this transaction began; when the
           text is not that snapshot any more, Refused is raised and nothing is issued
    number  the document number on those files; Unusable when another edition was issued under it meanwhile
    """
    drawn = {language: snapshot.fingerprint for language, (snapshot, _) in files.items()}
    ready_to_issue(act, edition, effective, drawn)
    head = standing_text(act.db, edition)
    if head is None or head.fingerprint not in drawn.values():
        raise ValueError("the authentic text was not drawn")
    if act.db.exec(select(Issued.id).where(Issued.number == number, Issued.edition_id != edition.id)).first():
        raise Unusable(
            {
                "number": Words(
                    f"文号{number}刚刚被使用，请重新印发。",
                    f"The number {number} was taken a moment ago; issue it again.",
                )
            }
        )
    edition.effective = effective
    out = []
    for language, (snapshot, content) in sorted(files.items()):
        paper = Issued(
            edition_id=edition.id,
            snapshot_id=snapshot.id,
            language=language,
            kind=IssuedKind.REGULATION,
            number=number,
            stored=content,
            sha256=hashlib.sha256(content).hexdigest(),
            issued_by=act.person_id,
            at=act.now,
        )
        act.db.add(paper)
        out.append(paper)
    act.db.flush()
    move(edition, "issue", State.ISSUED)
    record(
        act,
        "issue",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        number=number,
        effective=effective.isoformat(),
        sha256={one.language: one.sha256 for one in out},
    )
    earlier = issued_papers.previous_issued(act.db, edition)
    if earlier is not None:
        record(
            act.as_system(),
            "supersede",
            f"edition:{earlier.id}",
            regulation_id=edition.regulation_id,
            by=edition.number,
            since=effective.isoformat(),
        )
    return out

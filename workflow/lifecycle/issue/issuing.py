"""Issue: an adopted text leaves the building as official files, and takes the place of the edition before it."""

from collections.abc import Mapping
from datetime import date

from workflow.lifecycle import keeping, numbering, sign_ins
from workflow.lifecycle.acting import Act, Unusable, ask, move, record
from workflow.lifecycle.facts import succeeding
from workflow.lifecycle.facts.situations.edition import of_issuing
from workflow.lifecycle.facts.submitted import standing_text
from workflow.records.paper import Paper, PaperKind
from workflow.records.regulation import Edition
from workflow.records.text.snapshot import Snapshot
from workflow.rules.states import State
from workflow.words import Language, Words


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
    earlier = succeeding.previous_issued(act.db, edition)
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
) -> list[Paper]:
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
    numbering.use(act, edition, number)
    edition.effective = effective
    out, digests = [], {}
    for language, (snapshot, content) in sorted(files.items()):
        paper = Paper(
            kind=PaperKind.REGULATION,
            edition_id=edition.id,
            snapshot_id=snapshot.id,
            language=language,
            fingerprint=snapshot.fingerprint,
            number=number,
            frozen_at=act.now,
        )
        out.append(keeping.freeze(act, paper))
        file = keeping.attach(act, out[-1], content)
        if file is None:  # the state was asked in this very transaction
            raise ValueError("the official file is there already")
        digests[out[-1].name] = file.sha256
    move(edition, "issue", State.ISSUED)
    record(
        act,
        "issue",
        f"edition:{edition.id}",
        regulation_id=edition.regulation_id,
        fingerprint=head.fingerprint,
        number=number,
        effective=effective.isoformat(),
        sha256=digests,
    )
    earlier = succeeding.previous_issued(act.db, edition)
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

"""`apply`: reads an amending decision written by anyone and carries it out on a regulation.

Several acts one after the other are carried out in turn. An item that cannot be read or placed is reported with its
number and left undone, whole; nothing is guessed.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text import apply_english
from workflow.text.apply_acts import Act, read_decision, speaks_of_order
from workflow.text.apply_acts import plain as quoted
from workflow.text.apply_body import flat, tree
from workflow.text.apply_carry import Carrying
from workflow.text.apply_clauses import operations
from workflow.text.apply_laws import concerns
from workflow.text.apply_operations import CannotCarry, Item, Operation, Run, Undone
from workflow.text.apply_order import NoPlace, arrange
from workflow.text.parse import parse
from workflow.text.tree import Document
from workflow.text.write import write
from workflow.words import Words

_ATTEMPTS = 12  # times an act is carried out again without an item that has no place


@dataclass(slots=True)
class Applied:
    """What came of a decision.

    document  the new tree; provisions that lived on keep their keys
    text      its canonical text
    carried   the items that were carried out
    undone    the items that were not, each with its reason
    """

    document: Document
    text: str
    carried: list[Item] = field(default_factory=list)
    undone: list[Undone] = field(default_factory=list)


def apply(old: Document, decision: str) -> Applied:
    """Carries out `decision` on `old`, which stays as it is. Never raises on a text."""
    english = old.language.startswith("en")
    acts, runs = apply_english.read_decision(decision, _is_code(old)) if english else _chinese(decision)
    document, carried, undone = old, [], []
    for act in acts:
        document, done, left = _Act(document, act, runs).run()
        carried += done
        undone += left
    if not carried and not undone:
        undone.append(Undone("", "", Words("没有读到任何修改事项", "no amending item was found in the decision")))
    document = tree(flat(document), old.language, old.root.key)
    return Applied(document, canonical(document), carried, undone)


def canonical(document: Document) -> str:
    """The canonical text of a tree made by program: what `write` prints of what `parse` reads of it."""
    text = write(document)
    return write(parse(text, document.language).document)


def _is_code(document: Document) -> bool:
    """Whether the text is a code, whose articles are called § 4-681.01."""
    return any(article.label.startswith("§") for article in document.articles()[:3])


def _chinese(decision: str) -> tuple[list[Act], list[Run]]:
    read = read_decision(decision)
    return read.acts, read.runs


class _Act:
    """One act on one text."""

    def __init__(self, document: Document, act: Act, runs: list[Run]) -> None:
        self.document = document
        self.act = act
        self.runs = runs
        self.undone: dict[int, Words] = {}
        self.read: dict[int, list[Operation]] = {}
        self._read_items()

    def _read_items(self) -> None:
        for number, item in enumerate(self.act.items):
            law = self.act.law if item.law in self.act.aliases else item.law or self.act.law
            if not concerns(law, self.document.title):
                self.undone[number] = Words(
                    f"这一项修改的是《{law}》，不是本文件", f"the item amends “{law}”, which is not this text"
                )
                continue
            try:
                self.read[number] = item.operations or operations(item.words, self.runs)
            except CannotCarry as error:
                self.undone[number] = error.reason

    def run(self) -> tuple[Document, list[Item], list[Undone]]:
        document = self.document
        for attempt in range(_ATTEMPTS + 1):
            try:
                document = self._attempt()
                break
            except NoPlace as error:
                self._drop(error, everything=attempt == _ATTEMPTS - 1)
        items = self.act.items
        carried = [item for number, item in enumerate(items) if number in self.read and item.operations]
        undone = [
            Undone(items[number].number, quoted(items[number].words, self.runs), reason)
            for number, reason in sorted(self.undone.items())
        ]
        return document, carried, undone

    def _attempt(self) -> Document:
        blocks = flat(self.document)
        self.carrying = Carrying(blocks, self.document.language)
        for number in list(self.read):
            item = self.act.items[number]
            try:
                touched = self.carrying.item(self.read[number], number)
            except CannotCarry as error:
                self.undone[number] = error.reason
                del self.read[number]
                continue
            item.operations = self.read[number]
            item.labels = list(dict.fromkeys(block.label for block in touched if block.label))
            item.keys = list(dict.fromkeys(block.key for block in touched if block.key))
        if any(speaks_of_order(words) for words in self.act.closing):
            self.carrying.ledger.adjust.add("article")
            if any("章" in words.split("调整")[0] for words in self.act.closing if speaks_of_order(words)):
                self.carrying.ledger.adjust.add("container")
        return tree(arrange(blocks, self.carrying.ledger), self.document.language, self.document.root.key)

    def _drop(self, error: NoPlace, everything: bool) -> None:
        """Leaves out the item whose block found no place (or all that change places, after too many attempts)."""
        reason = Words(
            f"{error.block.label or '所增加的内容'}的序号在新文本中没有位置",
            f"{error.block.label or 'what is added'} has no place at its number in the new text",
        )
        for number, asked in list(self.carrying.asked_by.items()):
            blocks = {id(block) for entering in asked.entering for block in entering.blocks}
            if id(error.block) in blocks | set(asked.numbers) | set(asked.moved) or (
                everything and (blocks or asked.numbers or asked.moved)
            ):
                self.undone[number] = reason
                self.read.pop(number, None)

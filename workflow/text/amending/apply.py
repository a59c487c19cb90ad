"""`apply`: reads an amending decision written by anyone and carries it out on a regulation.

Several acts one after the other are carried out in turn. An item that cannot be read or placed is reported with its
number and left undone, whole; nothing is guessed. Items for other regulations are passed over; a decision that has
nothing for this text is reported.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from workflow.text.amending.carrying.carry import Carrying
from workflow.text.amending.carrying.order import arrange
from workflow.text.amending.carrying.order_checks import NoPlace
from workflow.text.amending.decision.acts import Decision, asks, read_decision, speaks_of_order
from workflow.text.amending.decision.acts import plain as quoted
from workflow.text.amending.decision.clauses import read_clauses
from workflow.text.amending.decision.english import read_decision as read_english
from workflow.text.amending.decision.laws import LAWS
from workflow.text.amending.decision.packages import Act, is_repeal
from workflow.text.amending.lending import is_numbered, strays
from workflow.text.amending.numbered import Lent
from workflow.text.amending.numbered_english import EnglishLent
from workflow.text.amending.said.body import flat, tree
from workflow.text.amending.said.operations import CannotCarry, Item, Operation, Reach, Undone, Verb
from workflow.text.reading.parse import parse
from workflow.text.reading.write import write
from workflow.text.tree import Document, Kind
from workflow.words import Script, Words

_STRAY = Words(
    "这一句要求修改，却不在任何一项里，没有执行",
    "this line asks for an amendment and stands in no item; it was not carried out",
)
NO_PLACE = Words(
    "的序号在新文本中没有位置：前面有空缺，或者这个序号已有条文而决定没有写明它改为第几条，或者要移到另一章而决定没有写明",
    "has no place at its number: there is a gap before it, or the number belongs to an article of which the decision does not"
    " say where it goes, or it would change its chapter and the decision does not say so",
)
_LEFT_BEHIND = Words(
    "{0}之上的条文被删去或者改了编号，而决定没有写明{0}怎样处理",
    "the clause above {0} goes or gets another number, and the decision does not say what becomes of {0}",
)
_LENT_SHOWS = Words("引用的文字中的编号无法读取", "a number in the words quoted cannot be read")
_GAP = Words("改为{0}以后前面有空缺", "there would be a gap before {0}")
_MISPLACED = Words("没有写明{0}在哪一章", "the chapter that {0} comes into is not said")
_NO_ORDER = Words("条文的序号无法由决定得出", "the numbers of the articles do not follow from the decision")
_ATTEMPTS = 12  # times an act is carried out again without an item that has no place


@dataclass(slots=True)
class Applied:
    """What came of a decision.

    document  the new tree; provisions that lived on keep their keys
    text      its canonical text
    carried   the items that were carried out
    undone    the items that were not, each with its reason
    passed    the items that amend other regulations
    """

    document: Document
    text: str
    carried: list[Item] = field(default_factory=list)
    undone: list[Undone] = field(default_factory=list)
    passed: list[Item] = field(default_factory=list)


def apply(old: Document, decision: str) -> Applied:
    """Carries out `decision` on `old`, which stays as it is. Never raises on a text."""
    if is_numbered(old):
        try:
            lent = EnglishLent([old], decision) if old.language == Script.ENGLISH else Lent([old], decision)
        except ValueError:
            return carried_out(old, decision)
        before = lent.trees.to(old, keyed=True)
        applied = carried_out(before, lent.understood(decision), exact=True)
        if below := lent.trees.left_behind(before, applied.document, _told(applied)):
            return _nothing(old, applied, lent, _said_of(_LEFT_BEHIND, below))
        if behind := lent.trees.gap(before, applied.document):
            return _nothing(old, applied, lent, _said_of(_GAP, behind))
        if elsewhere := lent.trees.misplaced(applied.document):
            return _nothing(old, applied, lent, _said_of(_MISPLACED, elsewhere))
        own = _own(applied, lent)
        read = parse(own.text, old.language).document
        misread = old.language == Script.ENGLISH and (_read(own.document) != _read(read) or strays(own.document))
        return _nothing(old, applied, lent, _LENT_SHOWS) if lent.shows(own.text) or misread else own
    return carried_out(old, decision)


def _told(applied: Applied) -> set[str]:
    """The labels of the clauses of which the decision says where they go."""
    return {
        place.label
        for item in applied.carried
        for one in item.operations
        if one.verb is Verb.MOVE
        for place in one.places[:-1]
    }


def _read(document: Document) -> list[tuple[str, ...]]:
    """What each clause says: new words that begin like a clause must not be read as one, or take its place."""
    return [
        (article.label, *(words for unit in article.walk() for words in (unit.heading, unit.text) if words))
        for article in document.articles()
    ]


def _said_of(reason: Words, what: str) -> Words:
    return Words(reason.zh.format(what), reason.en.format(what))


def _nothing(old: Document, applied: Applied, lent: Lent | EnglishLent, reason: Words) -> Applied:
    """Nothing is carried out of a decision on clauses that does not say what becomes of all it touches."""
    undone = [Undone(item.number, lent.said(item.words), reason) for item in applied.carried] or [
        Undone("", "", reason)
    ]
    return Applied(old, canonical(old), [], undone, applied.passed)


def _own(applied: Applied, lent: Lent | EnglishLent) -> Applied:
    """What came of a decision on a text of clauses, in the labels of the text."""
    document = lent.trees.back(applied.document)
    for item in (*applied.carried, *applied.passed):
        item.words = lent.said(item.words)
        item.labels = [lent.named(label) for label in item.labels]
        item.keys = [lent.trees.key(key) for key in item.keys]
    undone = [
        Undone(one.number, lent.said(one.words), Words(lent.said(one.reason.zh), lent.said(one.reason.en)))
        for one in applied.undone
    ]
    return Applied(document, canonical(document), applied.carried, undone, applied.passed)


def carried_out(old: Document, decision: str, *, exact: bool = False) -> Applied:
    """The same for a text whose articles count through it; `exact`: nothing gets a number that the decision does not give."""
    english = old.language == Script.ENGLISH
    read = read_english(decision, old) if english else read_decision(decision, old.title)
    document = old
    carried: list[Item] = []
    undone: list[Undone] = []
    passed: list[Item] = []
    for act in read.acts:
        work = _Act(document, act, read, exact)
        document, done, left = work.run()
        carried += done
        undone += left
        passed += work.passed
    if passed and not undone and not any(item.operations for item in carried):
        undone.append(_for_another(passed, read))
    elif not carried and not undone:
        undone.append(Undone("", "", Words("没有读到任何修改事项", "no amending item was found in the decision")))
    if document is old:  # no act: the blocks still stand as this engine places them
        document = tree(flat(document), old.language, old.root.key)
    return Applied(document, canonical(document), carried, undone, passed)


def canonical(document: Document) -> str:
    """The canonical text of a tree made by program: what `write` prints of what `parse` reads of it."""
    text = write(document)
    return write(parse(text, document.language).document)


def _for_another(passed: list[Item], read: Decision) -> Undone:
    """The decision has nothing for this text."""
    names = list(dict.fromkeys(item.law for item in passed if item.law))
    zh = "、".join(f"《{name}》" for name in names[:5]) or "其他文件"
    ours = read.names.title.replace("\n", "")
    return Undone(
        "",
        "",
        Words(
            f"这个决定修改的是{zh}，不是本文件《{ours}》，没有执行",
            f"the decision amends {', '.join(names[:5]) or 'other texts'} and not this one, {ours}; nothing was carried out",
        ),
    )


class _Act:
    """One act on one text."""

    def __init__(self, document: Document, act: Act, read: Decision, exact: bool) -> None:
        self.exact = exact
        self.document = document
        self.act = act
        self.runs = read.runs
        self.names = read.names
        self.undone: dict[int, Words] = {}
        self.read: dict[int, list[Operation]] = {}
        self.passed: list[Item] = []
        self.named_by_items = {item.law for item in act.items if item.law}
        for number, item in enumerate(act.items):
            try:
                self._read_item(number, item)
            except CannotCarry as error:
                self.undone[number] = error.reason
        self._check_elsewhere()

    def _read_item(self, number: int, item: Item) -> None:
        if item.operations:
            if item.operations[0].verb is Verb.PASSED:
                item.law = item.law or "".join(*item.operations[0].text)
                item.operations = []
                self.passed.append(item)
            else:
                self.read[number] = item.operations
            return
        if self.names.title and is_repeal(item, self.names):
            item.law = item.law or next(iter(LAWS.findall(item.words)), "")
            self.passed.append(item)
            return
        foreign = self._is_foreign(item)
        try:
            clauses = read_clauses(item.words, self.runs, self.names, item.line, bool(foreign))
        except CannotCarry:
            if foreign and not self._speaks_of_ours(item):
                self.passed.append(item)
                return
            raise
        if foreign is None and clauses.operations and not self._speaks_of_ours(item):
            raise CannotCarry("没有写明修改的是哪一个文件", "which text the item amends is not said")
        if clauses.passed and not clauses.operations:
            item.law = item.law or next(iter(LAWS.findall(item.words)), "")
            self.passed.append(item)
        else:
            self.read[number] = clauses.operations
            self._note_name(clauses.operations, item.line)

    def _note_name(self, operations: list[Operation], line: int) -> None:
        """Later items call the text by its new name."""
        for one in operations:
            if one.verb is Verb.RESTATE and one.places[0].unit == Kind.TITLE:
                self.names.renamed("".join(line for quotation in one.text for line in quotation), line)
            elif one.verb is Verb.EXCHANGE and any(
                place.unit in (Kind.TITLE, Reach.EVERYWHERE) for place in one.places
            ):
                old, new = ("".join(words for words in said[0]) for said in (one.words, one.text))
                if old in self.names.title:
                    self.names.renamed(self.names.title.replace(old, new), line)

    def _is_foreign(self, item: Item) -> bool | None:
        """Whether the item stands under another regulation; None when the act has several and this is not said."""
        law = item.law or ("" if self.act.is_several else self.act.law)
        if law:
            foreign = not self.names.is_ours(law, item.line)
            if not item.law and any(self.names.is_ours(name, item.line) is foreign for name in self.act.also):
                raise CannotCarry(
                    "决定的标题和正文所说的不是同一个文件",
                    "the heading and the opening of the decision name different texts",
                )
            item.law = item.law or (law if foreign else "")
            return foreign
        several = self.act.is_several or any(not self.names.is_ours(law, item.line) for law in self.named_by_items)
        return None if several and self.names.title else False

    def _speaks_of_ours(self, item: Item) -> bool:
        return any(self.names.is_ours(name, item.line) for name in LAWS.findall(item.words))

    def _check_elsewhere(self) -> None:
        """将相关内容调整到第十七条: true when the decision gives that article its wording."""
        given = {
            label
            for some in self.read.values()
            for one in some
            if one.verb in (Verb.RESTATE, Verb.RENUMBER, Verb.ADD, Verb.MERGE, Verb.SPLIT)
            for label in (*one.labels, *(place.label for place in one.places))
        }
        for number, some in list(self.read.items()):
            if any(set(one.labels) - given for one in some if one.verb is Verb.ELSEWHERE):
                self.undone[number] = Words(
                    "所说调整到的条文没有相应的修改", "the article the words are said to go to is not amended"
                )
                del self.read[number]

    def run(self) -> tuple[Document, list[Item], list[Undone]]:
        document = self.document
        for attempt in range(_ATTEMPTS + 1):
            try:
                document = self._attempt()
                break
            except NoPlace as error:
                self._drop(error, everything=attempt == _ATTEMPTS - 1)
        else:
            self.undone |= dict.fromkeys(self.read, _NO_ORDER)
            self.read = {}
        items = self.act.items
        carried = [item for number, item in enumerate(items) if number in self.read and item.operations]
        undone = [
            Undone(items[number].number, quoted(items[number].words, self.runs), reason)
            for number, reason in sorted(self.undone.items())
        ]
        undone += [
            Undone(f"第{stray.line}行", quoted(stray.words, self.runs), _STRAY)
            for stray in self.act.strays
            if self._is_for_us(stray)
        ]
        return document, carried, undone

    def _is_for_us(self, stray: Item) -> bool:
        """Whether a line outside the items asks something of this text: one sentence of it that names no other text."""
        if self.document.language == Script.ENGLISH:
            return not stray.law
        foreign = self._is_foreign(stray)
        for sentence in stray.words.split("。"):
            names = LAWS.findall(sentence)
            ours = any(self.names.is_ours(name, stray.line) for name in names) if names else not foreign
            if ours and asks(sentence):
                return True
        return False

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
        for words in self.act.closing:
            names = LAWS.findall(words)
            if speaks_of_order(words) and (not names or any(self.names.is_ours(name) for name in names)):
                self.carrying.work.ledger.adjust.add(Kind.ARTICLE)
                if "章" in LAWS.sub("", words).split("调整")[0]:
                    self.carrying.work.ledger.adjust.add(Reach.CONTAINER)
        return tree(
            arrange(blocks, self.carrying.work.ledger, exact=self.exact), self.document.language, self.document.root.key
        )

    def _drop(self, error: NoPlace, everything: bool) -> None:
        """Leaves out the item whose block found no place (or all that change places, after too many attempts)."""
        unnumbered = any(
            block is error.block and not label
            for entering in self.carrying.work.ledger.entering
            for block, label in zip(entering.blocks, entering.labels, strict=True)
        )
        label = "" if unnumbered else error.block.label
        reason = Words(f"{label or '所增加的内容'}{NO_PLACE.zh}", f"{label or 'what is added'} {NO_PLACE.en}")
        for number, asked in list(self.carrying.work.asked_by.items()):
            blocks = {id(block) for entering in asked.entering for block in entering.blocks}
            if id(error.block) in blocks | set(asked.numbers) | set(asked.moved) or (
                everything and (blocks or asked.numbers or asked.moved)
            ):
                self.undone[number] = reason
                self.read.pop(number, None)

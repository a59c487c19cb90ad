"""The words of the sentence patterns of English amending decisions, as regular expressions over masked words."""

from __future__ import annotations

import re

from workflow.text.amending.decision.quotes import CLOSE, OPEN
from workflow.text.tree import Kind

#: What a text may call itself: these Rules.
OURS = (
    "Rules|Regulations|Measures|Policy|Act|Provisions|Procedures?|Code|chapter|text|Standard|Notice|Manual|Guidelines?|Scheme|Plan"
    "|Instructions?|Specification|Agreement|Handbook"
)
THING = (
    r"(?:the )?(?:following )?(?:new )?(?:(?:word|phrase|sentence|number|figure|term|text|heading|expression)s?:? )?"
)
Q = f"{THING}{OPEN}(\\d+){CLOSE}"
EACH = (
    r"(?:,? \(?(?P<each>wherever (?:it|they)? ?(?:appears?|occurs?|occurring|appearing)|throughout"
    r"|(?:in )?(?:each|every|both) places? ?(?:(?:where |in which |that )?(?:it|they) (?:appears?|occurs?))?)\)?(?=[ ,.]),?)?"
)
NTH = (
    r"(?:,? \(?(?:in )?(?:the )?(?P<nth>first|second|third|last) (?:place|time|occurrence)"
    r"(?: (?:where |that )?(?:it|they) (?:appears?|occurs?))?\)?(?=[ ,.]),?)?"
)
WHERE = rf"(?: in the tabular array)?{EACH}{NTH}"
OUT = r"(?:strik(?:e|ing)(?: out)?|delet(?:e|ing)|omit(?:ting)?|remov(?:e|ing))"
IN = r"(?:insert(?:ing)?|substitut(?:e|ing)|add(?:ing)?)"
PUT = r"(?:(?:there )?(?:is|are|shall be) )?"
BE = r"(?:is|are|shall be)(?: hereby)?"
THERE = r"(?: in (?:its|their) places?| in lieu thereof| instead)?"
EXCHANGES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{OUT} {Q}{WHERE},?(?: and)? {IN} (?:in (?:lieu|place) thereof,? |instead |therefor )?{Q}{THERE}",
        rf"replac(?:e|ing) {Q}{WHERE},? (?:with|by) {Q}",
        rf"for {Q}{WHERE},? {PUT}substitut(?:e|ed|ing) {Q}",
        rf"{Q}{WHERE} {BE} (?:replaced|substituted) (?:with|by) {Q}",
        rf"{Q}{WHERE} becomes? {Q}",
    )
)
SUBSTITUTED = re.compile(rf"substitut(?:e|ing) {Q} for {Q}{WHERE}", re.I)
INSERTS = tuple(
    (re.compile(pattern, re.I), new, side, old)
    for pattern, new, side, old in (
        (rf"{IN} {Q},? (?:immediately )?(after|before) {Q}{NTH}", 1, 2, 3),
        (rf"(?:immediately )?(after|before) {Q}{NTH},? {PUT}(?:insert(?:ed|ing)?|add(?:ed|ing)?) {Q}", 4, 1, 2),
        (rf"{Q} {BE} (?:inserted|added) (?:immediately )?(after|before) {Q}{NTH}", 1, 2, 3),
    )
)
STOP = re.compile(rf"{OUT} the period(?: at the end)?,? and {IN} {Q}(?: in its place)?", re.I)
STRIKES = tuple(
    re.compile(pattern, re.I)
    for pattern in (rf"{OUT} {Q}{WHERE}", rf"{Q}{WHERE} {BE} (?:omitted|deleted|struck(?: out)?|removed)")
)
END = tuple(
    re.compile(pattern, re.I)
    for pattern in (rf"{IN} {Q},? at the end", rf"at the end,? {PUT}(?:insert(?:ed|ing)?|add(?:ed|ing)?):? {Q}")
)
FOLLOWING = r"(?: the following)?(?: (?:new )?(?:text|words?|wording|article|section|subsection|paragraph|subparagraph|point|item|sentence)s?)?"
BLOCK = f"(?:{OPEN}(\\d+){CLOSE}|(?=$))"
READ = re.compile(
    rf"(?:(?:{BE} )?(?:further )?(?:amended )?(?:so as )?to read|(?:shall )?reads?"
    rf"|{BE} (?:(?:deleted|removed|omitted|struck(?: out)?) and )?(?:replaced|substituted) (?:by|with){FOLLOWING})(?: as follows)?:? ?{BLOCK}",
    re.I,
)
SUBSTITUTE = re.compile(rf",? (?:and )?{PUT}substitut(?:e|ed){FOLLOWING}:? ?{BLOCK}", re.I)
AMENDED = re.compile(rf"{BE} (?:further )?amended(?: as follows)?(?=,? by |: |,? to read)|in amended(?= by )", re.I)
GONE = re.compile(rf"{BE} (?:deleted|struck(?: out)?|removed|omitted)(?=[,.;]|$| and )", re.I)
REPEALED = re.compile(rf"(?:{BE} (?:repealed|revoked)|(?:shall )?ceases? to have effect)(?=[,.;]|$)", re.I)
OMIT = re.compile(r"(?:Omit|Delete|Strike(?: out)?|Remove) ", re.I)
RENUMBERED = re.compile(rf"(?:{BE} (?:renumbered|redesignated) as|(?:shall )?becomes?) ", re.I)
MOVED = re.compile(rf"{BE} moved (to|after|before) ", re.I)
AND_NUMBER = re.compile(r",? and (?:is )?renumbered as ", re.I)
MERGED = re.compile(rf"{BE} merged(?:, moved to (the new )?([A-Z][a-z]+ [0-9A-Z]+))? as ", re.I)
DIVIDED = re.compile(rf"{BE} divided into ", re.I)
DESIGNATE = re.compile(r"Designate the existing text as subsection \(a\)", re.I)
NEW = re.compile(r"(?:A )?new ", re.I)
ADDED = re.compile(rf" {BE} (?:added|inserted)(?= |:)", re.I)
INTO = re.compile(r" (in|before|after) ", re.I)
AFTER = re.compile(r"(After|Before) ", re.I)
PUT_IN = re.compile(rf",? {PUT}(?:insert(?:ed)?|add(?:ed)?){FOLLOWING}:? ?{BLOCK}", re.I)
INSERT = re.compile(r"(?:insert|add)(?:ing)? (?:immediately )?(after|before) ", re.I)
#: … after § 9-102 a new § 9-102.01 to read as follows: “…”
THE_NEW = re.compile(
    rf"(?: the following| a)?(?: new)?"
    rf"(?: (?P<what>article|section|subsection|paragraph|subparagraph|point|item))?(?P<to>,? to read)?(?: as follows)?:? ?{BLOCK}",
    re.I,
)
A_NEW = re.compile(r" (?:the following |a )new ", re.I)
THE_FOLLOWING = re.compile(r"the following (?:new )?", re.I)
WHAT = re.compile(r"(article|section|sentence|subsection|point|paragraph|subparagraph|item)s?(?= |:)", re.I)
AT_THE_END = re.compile(r" at the end(?: thereof)?", re.I)
THIS_TEXT = re.compile(
    rf"(?:The|These|This) (?:{OURS}) (?:is|are)(?: hereby)?"
    r" (?:further )?amended,? by (?=inserting|adding)",
    re.I,
)
IS_ADDED = re.compile(rf" ?{BE} (?:added|inserted)", re.I)
TO_READ = re.compile(rf",?(?: to read)?(?: as follows)?:? ?{BLOCK}", re.I)
ADDED_READ = re.compile(rf"{BE} (?:added|inserted)(?:,? to read)?(?: as follows)?:? ?{BLOCK}", re.I)
AT_END = re.compile(
    rf"(?:add|insert)(?:ing)? at the end(?: thereof)?,? the following new (?:paragraph|subparagraph|subsection|clause|item|point)s?:? ?{BLOCK}",
    re.I,
)
RENAMED = re.compile(rf"{BE} (?:renamed|retitled|entitled) (?:as )?{OPEN}(\d+){CLOSE}", re.I)
AMENDED_IN = re.compile(rf"{BE} (?:further )?amended,? in (?=the |sub|para|clause|item|point)", re.I)
STRIKE_PLACE = re.compile(
    rf"{OUT} (?=(?:the )?(?:first|second|third|fourth|last|final) sentence|(?:the )?proviso|(?:sub)?paragraph|subsection|clause|item|point)",
    re.I,
)
THROUGHOUT = re.compile(
    rf"(?P<all>Throughout|In) (?:these|this|the) (?:{OURS}),? ",
    re.I,
)
GOVERN = re.compile(r"(?:In|From) (?=the |Article|Art\.|Sec|§|sub|para|Chapter|Part|Annex|Schedule)", re.I)
FOR = re.compile(r"For (?=the |Article|Art\.|Sec|§|sub|para)", re.I)
BETWEEN = re.compile(r"[ ,;:.\n]*(?:and |then |also )*(?:by )?")
FRAMES = (
    ("note under the title", Kind.NOTE), ("table of contents", Kind.TOC), ("preamble", Kind.PREAMBLE), ("signature", Kind.SIGNATURE),
    ("title", Kind.TITLE),
)  # fmt: skip

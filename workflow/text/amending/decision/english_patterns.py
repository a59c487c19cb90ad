"""The words of the sentence patterns of English amending decisions, as regular expressions over masked words."""

from __future__ import annotations

import re

from workflow.text.amending.decision.quotes import CLOSE, OPEN
from workflow.text.tree import Kind

THING = (
    r"(?:the )?(?:following )?(?:new )?(?:(?:word|phrase|sentence|number|figure|term|text|heading|expression)s?:? )?"
)
Q = f"{THING}{OPEN}(\\d+){CLOSE}"
EACH = (
    r"(?: (?P<each>wherever (?:it|they) (?:appears?|occurs?)|throughout"
    r"|(?:in )?(?:each|every|both) places?(?: (?:where |in which )?(?:it|they) (?:appears?|occurs?))?))?"
)
NTH = r"(?:(?: |, )(?:in )?(?:the )?(?P<nth>first|second|third|last) (?:place|time|occurrence)(?: (?:where )?(?:it|they) (?:appears?|occurs?))?)?"
WHERE = rf"(?: in the tabular array)?{EACH}{NTH}"
OUT = r"(?:strik(?:e|ing)(?: out)?|delet(?:e|ing)|omit(?:ting)?|remov(?:e|ing))"
IN = r"(?:insert(?:ing)?|substitut(?:e|ing)|add(?:ing)?)"
PUT = r"(?:(?:there )?(?:is|are|shall be) )?"
BE = r"(?:is|are|shall be)(?: hereby)?"
EXCHANGES = tuple(
    re.compile(pattern, re.I)
    for pattern in (
        rf"{OUT} {Q}{WHERE},?(?: and)? {IN} {Q}(?: in (?:its|their) places?| in lieu thereof| instead)?",
        rf"replac(?:e|ing) {Q}{WHERE},? (?:with|by) {Q}",
        rf"for {Q}{WHERE},? {PUT}substitut(?:e|ed|ing) {Q}",
        rf"{Q}{WHERE} {BE} (?:replaced|substituted) (?:with|by) {Q}",
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
BLOCK = f"(?:{OPEN}(\\d+){CLOSE}|(?=$))"
READ = re.compile(
    rf"(?:(?:{BE} )?(?:further )?(?:amended )?(?:so as )?to read|(?:shall )?reads?"
    rf"|{BE} (?:replaced|substituted) (?:by|with)(?: the following)?)(?: as follows)?:? ?{BLOCK}",
    re.I,
)
SUBSTITUTE = re.compile(rf",? {PUT}substitut(?:e|ed)(?: the following)?:? ?{BLOCK}", re.I)
AMENDED = re.compile(rf"{BE} (?:further )?amended(?: as follows)?(?=,? by |: |,? to read)|in amended(?= by )", re.I)
GONE = re.compile(rf"{BE} (?:deleted|struck(?: out)?|removed|omitted)(?=[,.;]|$| and )", re.I)
REPEALED = re.compile(rf"{BE} repealed(?=[,.;]|$)", re.I)
OMIT = re.compile(r"(?:Omit|Delete|Strike(?: out)?|Remove) ", re.I)
RENUMBERED = re.compile(rf"{BE} (?:renumbered|redesignated) as ", re.I)
MOVED = re.compile(rf"{BE} moved (to|after|before) ", re.I)
AND_NUMBER = re.compile(r",? and (?:is )?renumbered as ", re.I)
MERGED = re.compile(rf"{BE} merged(?:, moved to (the new )?([A-Z][a-z]+ [0-9A-Z]+))? as ", re.I)
DIVIDED = re.compile(rf"{BE} divided into ", re.I)
DESIGNATE = re.compile(r"Designate the existing text as subsection \(a\)", re.I)
NEW = re.compile(r"(?:A )?new ", re.I)
ADDED = re.compile(rf" {BE} (?:added|inserted)(?= |:)", re.I)
INTO = re.compile(r" (in|before|after) ", re.I)
AFTER = re.compile(r"(After|Before) ", re.I)
PUT_IN = re.compile(rf",? {PUT}insert(?:ed)?(?: the following)?:? ?{BLOCK}", re.I)
GOVERN = re.compile(r"(?:In|From) (?=the |Article|Art\.|Sec|§|sub|para|Chapter|Part|Annex|Schedule)", re.I)
FOR = re.compile(r"For (?=the |Article|Art\.|Sec|§|sub|para)", re.I)
BETWEEN = re.compile(r"[ ,;:.\n]*(?:and |then |also )*(?:by )?")
FRAMES = (
    ("note under the title", Kind.NOTE), ("table of contents", Kind.TOC), ("preamble", Kind.PREAMBLE), ("signature", Kind.SIGNATURE),
    ("title", Kind.TITLE),
)  # fmt: skip

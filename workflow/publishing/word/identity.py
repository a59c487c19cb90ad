"""Which text a Word file was made from: its fingerprint, kept in the file as a property that editing leaves alone.

Word, WPS and LibreOffice keep custom properties (docProps/custom.xml) when they save. What a file says of itself is a
hint and no proof: anybody can write it.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from workflow.publishing.word.markup import parse_part
from workflow.publishing.word.package import Package
from workflow.publishing.word.unreadable import WordUnreadable

#: The properties, as people see them under File, Properties, Custom.
MADE_FROM = "RegulationTextFingerprint"
CHANGED_FROM = "RegulationEarlierTextFingerprint"
#: What the part of custom properties is called by its relation, in the usual and in the strict form of the standard.
_KINDS = ("custom-properties", "customProperties")
_FINGERPRINT = re.compile("[0-9a-f]{64}")


class Identity(NamedTuple):
    """What a file says it was made from: fingerprints, 64 hexadecimal digits each, or "" where it says nothing.

    made_from     the text of the file; in a file with tracked changes, with all of them accepted
    changed_from  the same with all of them rejected
    """

    made_from: str = ""
    changed_from: str = ""


NOBODY = Identity()


def properties_of(identity: Identity) -> dict[str, str]:
    """The custom properties of a file that is being written."""
    named = {MADE_FROM: identity.made_from, CHANGED_FROM: identity.changed_from}
    return {name: value for name, value in named.items() if value}


def identity_of(package: Package) -> Identity:
    """What a file says it was made from. Unknown, malformed and unreadable properties are nothing said."""
    said: dict[str, str] = {}
    try:
        for kind in _KINDS:
            content = package.own(kind)
            for element in parse_part(content) if content else ():
                words = "".join(element.itertext()).strip().lower()
                if _FINGERPRINT.fullmatch(words):
                    said.setdefault(element.get("name", ""), words)
    except WordUnreadable:
        return NOBODY
    return Identity(said.get(MADE_FROM, ""), said.get(CHANGED_FROM, ""))

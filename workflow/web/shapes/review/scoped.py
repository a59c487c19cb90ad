"""What a text is about and who is in charge, as forms ask for it and pages say it: topics, department, who must approve."""

from collections.abc import Mapping
from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from workflow.lifecycle import pinning
from workflow.lifecycle.acting import Act
from workflow.lifecycle.facts.review.required import Wanted, names_of
from workflow.records.regulation import Edition, Regulation, RegulationKind
from workflow.records.text.snapshot import Snapshot
from workflow.rules.requiring.topics import TOPIC_WORDS, Topic, Touched
from workflow.web.request import visit
from workflow.words import Words

#: Places of a topic that are told beside its box.
TOLD = 3


@dataclass(frozen=True, slots=True)
class Box:
    """A topic to tick, with where the words speak of it."""

    value: str
    words: Words
    ticked: bool
    places: str


def scope_to_say(act: Act, edition: Edition, head: Snapshot | None, base: Snapshot | None) -> dict[str, object]:
    """What the form of the drafting desk asks about the round that it opens."""
    found = pinning.proposals(act, edition, head, base) if head else {}
    return scope_form(act, edition, pinning.as_proposed(act, edition), found)


def scope_form(
    act: Act, edition: Edition, wanted: Wanted, found: Mapping[Topic, tuple[Touched, ...]]
) -> dict[str, object]:  # fmt: skip
    """The boxes and the departments of such a form, with what stands in it."""
    regulation = act.db.get_one(Regulation, edition.regulation_id)
    return {
        "authentic_script": regulation.authentic_language.script,
        "topics": [
            Box(one.value, TOPIC_WORDS[one], one in wanted.topics, _places(found.get(one, ()))) for one in Topic
        ] if regulation.kind is RegulationKind.REGULATION else [],
        "departments": [(code, visit.say(words)) for code, words in sorted(names_of(act.db, act.today).items())],
        "charge": wanted.charge,
    }  # fmt: skip


def wanted_in(form: MultiDict[str, str]) -> Wanted | None:
    """What such a form says; None where it did not ask."""
    if not form.get("scope"):
        return None
    ticked = frozenset(one for one in Topic if one.value in form.getlist("topic"))
    return Wanted(ticked, form.get("charge", "")[:40])


def _places(several: tuple[Touched, ...]) -> str:
    """Where the words speak of a topic, in the language of the text."""
    told = "、".join(f"{one.label}“{one.word}”" for one in several[:TOLD])
    return told + (f" +{len(several) - TOLD}" if len(several) > TOLD else "")

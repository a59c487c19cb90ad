"""The page of moves as a picture."""

from workflow.rules.moves import MOVES


def diagram() -> str:
    """The moves between states as a Mermaid state diagram, for the README; a test keeps the two equal."""
    lines = ["stateDiagram-v2", "    [*] --> drafting: create", "    [*] --> issued: enter"]
    for move in MOVES.values():
        for source in sorted(move.sources or ()):
            for target in sorted(move.targets):
                lines.append(f"    {source.value} --> {target.value}: {move.verb}")
    return "\n".join(lines)

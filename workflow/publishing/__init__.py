"""What leaves the building: documents printed from a text and the facts about it. No database, no network, no Flask."""

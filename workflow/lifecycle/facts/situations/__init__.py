"""The situations in which moves are asked about: of a person, an edition, a session, one item. Each fact is read when asked for."""

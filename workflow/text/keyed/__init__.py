"""The keyed document: a text as a row of blocks, each with its permanent key, for an editor in which no number is typed."""

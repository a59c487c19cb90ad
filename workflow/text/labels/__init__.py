"""How a text labels and numbers its units in each language: patterns and numerals, and no tree."""

"""What is remembered: the only tables, one module a noun. Knows the rules' words, but nothing of verbs, pages or papers."""

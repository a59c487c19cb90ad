"""Guards: each looks at a situation and returns every reason, in words, why a move cannot be made."""

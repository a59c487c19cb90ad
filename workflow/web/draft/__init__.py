"""The drafting desk: the text as it is typed, imports, files on their way out, returns."""

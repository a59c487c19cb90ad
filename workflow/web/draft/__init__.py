"""The drafting desk: the text as it is typed, files on their way in and out, what comes back."""

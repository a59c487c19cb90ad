"""Commands about the record: whether it is as it was written, and what the host adds to it."""

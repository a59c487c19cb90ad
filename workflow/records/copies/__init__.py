"""Copies of a whole installation: out of a running database into an archive, and how an archive is built."""

"""Lasting work: the kinds of jobs there are, what is done for each, and the worker that does it."""

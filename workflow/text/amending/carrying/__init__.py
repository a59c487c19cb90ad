"""Carries the operations of a decision out on the blocks of a regulation: an item at a time, all of it or nothing."""

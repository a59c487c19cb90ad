"""Two texts side by side: which provision is which, what became of each, and what in it is risky."""

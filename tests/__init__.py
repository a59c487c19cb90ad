"""The tests: a mirror of workflow/, with whole stories, tests about the code, and a browser."""

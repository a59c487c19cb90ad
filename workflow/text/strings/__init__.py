"""What two strings have in common, and the heaviest chain of pairs: arithmetic that knows no regulation."""

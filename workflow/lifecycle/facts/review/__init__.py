"""The decisions of a review as they were taken, and whose turn it is."""

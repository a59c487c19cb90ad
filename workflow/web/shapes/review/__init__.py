"""What the drafting desk and the review desk both show of a review."""

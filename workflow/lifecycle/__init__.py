"""What people do: one function a verb, in the caller's transaction. Knows no pages and no papers."""

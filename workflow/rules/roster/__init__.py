"""Tables of people as enterprises keep them: which column is what, what each row says, and what that would change."""

"""What is done to accounts: opened, given offices, closed; passwords and one-time codes."""

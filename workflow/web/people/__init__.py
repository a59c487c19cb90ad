"""People and their accounts: the register, one person's page, signing in and out."""

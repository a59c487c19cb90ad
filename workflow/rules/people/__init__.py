"""Who holds which office on which day, and how long a sign-in lasts: values and arithmetic, no records."""

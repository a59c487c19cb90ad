"""What a paper is told: the facts beside its text, its measures, and why it was refused."""

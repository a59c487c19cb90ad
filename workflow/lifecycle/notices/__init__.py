"""Being told: who is told what of an act or a day, and what each of them chose."""

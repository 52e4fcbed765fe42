"""Identity: who people are, how they prove it, and for how long (guide, step 1)."""

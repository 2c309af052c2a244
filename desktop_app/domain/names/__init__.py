"""People's names: their parts, and what is nearly the same."""

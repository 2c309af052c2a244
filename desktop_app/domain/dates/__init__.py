"""Days: how people write them, and which of those ways a list keeps to."""

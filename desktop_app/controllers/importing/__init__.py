"""Taking in a list of people: read, planned, written, told."""

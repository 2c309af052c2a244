"""Taking in a list of people, step by step."""

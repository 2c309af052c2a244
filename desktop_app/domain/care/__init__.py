"""The rules of care: what is entered, who waits, who is reminded."""

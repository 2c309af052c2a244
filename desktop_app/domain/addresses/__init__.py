"""Telephone numbers and e-mail addresses as people write them, read."""

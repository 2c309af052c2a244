"""Invented people, their names and what is written about them."""

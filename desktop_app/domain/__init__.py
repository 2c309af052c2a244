"""The words and rules of the field: no Qt, no database."""

"""The queries that need care, one module a subject."""

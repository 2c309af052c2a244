"""The pages, one folder a subject."""

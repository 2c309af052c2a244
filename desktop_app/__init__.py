"""Suivi: people, contacts and next actions for small offices that must not lose sight of anyone."""

__version__ = "0.1.0"

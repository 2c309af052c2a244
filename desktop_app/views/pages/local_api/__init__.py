"""The local API: its server, tokens and requests."""

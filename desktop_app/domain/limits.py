"""How long texts may be, in characters: where inputs, forms, tables and the HTTP server's documents all take it from.

Nothing heavy is imported here, so that windows can ask without loading the rules.
"""

from __future__ import annotations

NAME = 100
"""A first or last name, and other short lines about a person."""
EMAIL = 254
REQUEST_KEY = 255
"""A key that a program gives its request."""
ORGANISATION = 200
TITLE = 255
"""What an interaction is called, and where it took place."""
LINE = 500
"""A longer line, such as an address or the note of a pause."""
NOTES = 10_000
"""What people write at length."""
NEXT_ACTION_NOTES = 2_000
REASON = 2_000
"""Why a status or a mentor was changed."""
PASSWORD = 1_000
DAYS = 3_650
"""The longest that a setting lets pass, in days."""
MENTOR_LIMIT = 1_000
"""The most people that automatic assignment may be told to give one mentor."""
TIME_OF_DAY = r"([01][0-9]|2[0-3]):[0-5][0-9]"
"""How a setting writes an hour of the day."""

"""The follow-ups API: follow-ups, persons, users, notifications, sessions."""

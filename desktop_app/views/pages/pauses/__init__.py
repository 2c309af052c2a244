"""People whose follow-up is paused."""

"""The care of people: what waits, what is planned, who is reminded of it, who is away or paused."""

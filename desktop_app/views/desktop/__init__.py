"""The desktop around the window: tray, pop-ups, a second start, the end of the session."""

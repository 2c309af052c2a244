"""An invented office, to look around in."""

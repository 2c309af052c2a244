"""The widget kit that every screen is built from."""

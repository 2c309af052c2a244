"""The first run, signing in, and who is still signed in."""

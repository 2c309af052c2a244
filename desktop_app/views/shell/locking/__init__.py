"""The window left alone: locked after a while, private texts hidden, the password asked for again."""

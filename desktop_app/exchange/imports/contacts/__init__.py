"""Lists of past contacts: their columns, their words, each row read, and what came of the whole."""

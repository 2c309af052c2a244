"""The texts in three languages, and the office's own words for people."""

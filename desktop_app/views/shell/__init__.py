"""The window and its frame: sidebar, pages and their stack, lock, privacy strip, the page for what went wrong."""

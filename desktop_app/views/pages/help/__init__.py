"""The manual, the tour, the sheet of shortcuts, the diagnostics."""

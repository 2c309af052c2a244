"""Who needs us today."""

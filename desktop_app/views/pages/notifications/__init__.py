"""The notification centre and its bell."""

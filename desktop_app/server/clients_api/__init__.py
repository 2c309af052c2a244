"""The clients API: clients and their interactions."""

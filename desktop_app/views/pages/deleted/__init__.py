"""What was deleted, and the way back."""

"""What the window does by itself: reminders, copies, answers to other programs, changes that others made."""

"""The PC around the program: folders, settings, logs, locks, signals."""

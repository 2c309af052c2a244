"""The commands: what `suivi` answers on the command line."""

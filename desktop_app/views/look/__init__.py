"""How the program looks: tokens, palette, style sheet, icons, the colours of a status."""

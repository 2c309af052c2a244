"""What is read of other programs' lists: bytes, columns, rows, people."""

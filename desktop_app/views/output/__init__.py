"""What leaves the program: exported files and printed reports."""

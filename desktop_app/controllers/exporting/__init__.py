"""What leaves the program as files and reports: who may, which rows, noted in the log."""

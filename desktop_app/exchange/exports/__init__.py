"""What is written for other programs: CSV, Excel, calendar."""

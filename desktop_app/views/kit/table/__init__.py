"""One table for every list: model, header, columns, delegate, and what covers it while it is empty or loads."""

"""What the lists of several subjects share: the page, its filters, the details of a row."""

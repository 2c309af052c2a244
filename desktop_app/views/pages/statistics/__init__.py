"""The figures of a period, their charts and the month's report."""

"""The list of follow-ups and the form that records one."""

"""The list of client interactions and the form that records one."""

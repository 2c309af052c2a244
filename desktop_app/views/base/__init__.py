"""What every page and flow stands on: the page itself, the session, operations off the UI thread, failures, the change of day."""

"""The list of people, a person's page and form."""

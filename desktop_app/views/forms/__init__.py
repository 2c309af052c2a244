"""What the forms of several subjects share: drafts, the contact's fields, conflicts, the person beside the form."""

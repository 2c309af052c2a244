"""Two entries of one person: the pairs that may be, the merge side by side, the merges that were made."""

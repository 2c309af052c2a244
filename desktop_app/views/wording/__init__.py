"""Days, codes and amounts as people read them."""

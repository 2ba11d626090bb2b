"""News on its way: each notice to a customer, its words, its delivery, its state."""

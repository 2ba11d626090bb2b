"""A small operator that lives: staff, customers and complaints through the public doors."""

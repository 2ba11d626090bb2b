"""Reading customers: constant numbers of statements, plain values out."""

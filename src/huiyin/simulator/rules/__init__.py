"""A small operator as plain values: people, words, and how things go. The same for a seed."""

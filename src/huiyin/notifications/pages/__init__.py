"""Pages of notifications: notices and their states, words, the bell."""

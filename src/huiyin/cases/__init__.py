"""Complaints, from the first word to an answer the customer accepts."""

"""Conversations: every message in or out, whatever carried it."""

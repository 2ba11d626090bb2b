"""The pages staff work in."""

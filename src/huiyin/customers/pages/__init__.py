"""Customers on the desk: found, looked at, corrected, merged, exported, erased, imported."""

"""Measurement: what the cases say together, as figures, reports and signals."""

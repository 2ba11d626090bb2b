"""Huiyin (回音): every complaint gets an answer, every matter gets done."""

__version__ = "0.1.0"

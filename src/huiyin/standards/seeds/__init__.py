"""Defaults that an operator starts from and replaces; written by `huiyin seed`."""

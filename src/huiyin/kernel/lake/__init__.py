"""Columnar datasets that contexts declare, published as Parquet and read through Ibis."""

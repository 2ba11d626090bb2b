"""Keys for machines: `hy_PREFIX_SECRET`, kept as a hash, shown once, narrow in power."""

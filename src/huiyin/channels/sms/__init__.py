"""Short messages. A provider is a carrier; until one is connected, the spool is."""

"""The journal: every fact the platform knows, in order, and who is told about it.

Calls go down the layers; facts come up through here. A context records an event in the same
transaction as the change it describes; reactions above hear of it afterwards, at least once,
and idempotently. Entries never carry personal data, only identifiers: they cannot be erased.
"""

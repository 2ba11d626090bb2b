"""How it looks: shell, navigation, tokens, components, tables with keyset paging."""

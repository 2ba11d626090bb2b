"""The look, the shell, and what pages are built from: components, tables, fragments, menu."""

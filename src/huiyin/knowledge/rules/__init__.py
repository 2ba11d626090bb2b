"""Which article answers, and how a body of plain paragraphs is read."""

"""Reading what is promised; nothing here changes anything."""

"""Pages of channels: files, mailboxes and quarantine, what waits to be sent, the spool."""

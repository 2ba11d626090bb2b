"""E-mail: read from IMAP mailboxes, parsed as hostile input, answered over SMTP."""

"""Events told to other systems over HTTP: signed, retried, never to an address inside."""

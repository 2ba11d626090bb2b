"""The composition root: settings, urls, API, command line. It alone knows everyone."""

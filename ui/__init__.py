"""The chat page and the command line: two faces of the same Assistant."""

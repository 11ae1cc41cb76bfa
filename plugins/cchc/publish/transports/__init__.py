"""Places for files, one module each."""

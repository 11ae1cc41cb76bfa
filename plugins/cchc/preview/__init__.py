"""The preview: a small server on this machine, a watcher of the folder, and pages made at once for what is saved."""

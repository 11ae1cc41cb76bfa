"""Pictures, PDF files and share cards: what is known of a file, and what a site shows instead of it.

Pillow and pypdfium2 are imported by the modules that open files, and only when there is one to open.
"""

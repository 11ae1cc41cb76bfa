"""The steps of `cchc.content.link_scanner`, one module each, in the order of Python-Markdown."""

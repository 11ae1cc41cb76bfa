"""What pages the site has and what each shows: pure data for the templates, no HTML but that of the texts."""

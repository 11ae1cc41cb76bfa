"""Ways of serving a site, one module each."""

"""Links that lead out of the site: which there are, whether they still answer, and what to do about those that don't.

Nothing here runs during a build. Only `ask` uses the network.
"""

"""The editors' desk: a web page on this machine in which editors write, see, check and publish; `app.make_app`.

It knows the domain (`cchc`), never the command line nor a site generator; these are handed to it.
"""

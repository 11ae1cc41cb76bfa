"""What the kit knows of each text by itself: read, checked, rendered, its citations and search terms found. All of it
depends on the text's own file, the vocabulary and the dialect only, so it may be kept from build to build and be made
in several processes.
"""

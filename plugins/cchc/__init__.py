"""The domain of the kit: content, vocabulary, counts, feeds. Knows no site generator and prints nothing."""

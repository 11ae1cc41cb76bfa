"""What scripts/bench.py is made of: a corpus, its layouts, measuring, bounds and tables."""


class BenchError(Exception):
    """A build failed or its result is wrong, so that its time means nothing."""


class UsageError(Exception):
    """What was asked for can't be done; found before anything is built."""

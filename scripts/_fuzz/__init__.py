"""Random inputs for every reader of outside data. `scripts/fuzz.py` runs many; `tests/unit/test_fuzz.py` a few."""

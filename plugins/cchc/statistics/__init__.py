"""Counts of items: Edition × dimensions × period → tables that reconcile."""

from cchc.statistics.count import DIMENSIONS, Count, Dimension, Query, Row, count, unknown_dimensions
from cchc.statistics.open_data import count_csv, csv_of, json_of
from cchc.statistics.tables import PublicStatistics, Table, TableRow, public_statistics
from cchc.statistics.yearly import YearStatistics, year_statistics, years_of

__all__ = [
    "DIMENSIONS",
    "Count",
    "Dimension",
    "PublicStatistics",
    "Query",
    "Row",
    "Table",
    "TableRow",
    "YearStatistics",
    "count",
    "count_csv",
    "csv_of",
    "json_of",
    "public_statistics",
    "unknown_dimensions",
    "year_statistics",
    "years_of",
]

"""Procedures as a department's list has them: read, merged into the guides, compared with the list before."""

from cchc.procedures.columns import COLUMNS, Column
from cchc.procedures.diff import Abolished, Amended, Difference, Replaced, difference
from cchc.procedures.merge import Change, Merge, NewGuide, Outcome, State, guide_paths, merge
from cchc.procedures.model import ListProblem, ProcedureList, Row, stops
from cchc.procedures.news import Newsroom, news_draft
from cchc.procedures.table import read_list

__all__ = [
    "COLUMNS",
    "Abolished",
    "Amended",
    "Change",
    "Column",
    "Difference",
    "ListProblem",
    "Merge",
    "NewGuide",
    "Newsroom",
    "Outcome",
    "ProcedureList",
    "Replaced",
    "Row",
    "State",
    "difference",
    "guide_paths",
    "merge",
    "news_draft",
    "read_list",
    "stops",
]

"""Problems of the content: collected, never raised one by one."""

from cchc.problems.catalogue import CATALOGUE
from cchc.problems.entry import Entry
from cchc.problems.model import Finding, Problem, Severity, finding, has_errors, make_problem

__all__ = ["CATALOGUE", "Entry", "Finding", "Problem", "Severity", "finding", "has_errors", "make_problem"]

"""The Word door: a file of Word becomes a new item of the site.

It reads WordprocessingML itself, with lxml: converters to HTML (mammoth, LibreOffice) resolve no fonts through styles,
which legacy Vietnamese fonts need, and lose the numbers of lists and the layout that tells a document's head.
It stands beside the domain, which knows no file format of Word.
"""

from cchc_import.model import Converter, Imported, Picture, WordError
from cchc_import.plan import Planned, Wish, plan_import
from cchc_import.read import CONVERTED, read_word
from cchc_import.write import write_import

__all__ = [
    "CONVERTED",
    "Converter",
    "Imported",
    "Picture",
    "Planned",
    "Wish",
    "WordError",
    "plan_import",
    "read_word",
    "write_import",
]

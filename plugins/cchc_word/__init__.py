"""The periodic report as a Word document, laid out by Nghị định 30/2020/NĐ-CP.

It stands beside the domain because docxtpl brings a template engine, which the domain does not know.
"""

from cchc_word.template import FIELDS, default_template
from cchc_word.write import write_word

__all__ = ["FIELDS", "default_template", "write_word"]

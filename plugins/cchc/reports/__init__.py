"""Periodic reports: one model, written as docx, xlsx, csv, json and md."""

from cchc.reports.document import ReportDocument, document_of
from cchc.reports.model import Form, Report, build_report

__all__ = ["Form", "Report", "ReportDocument", "build_report", "document_of"]

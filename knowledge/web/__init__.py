"""Documents out of the web: politely fetched, kept in versions, put into a library."""

from knowledge.web.changes import Change, Changes, changes_since
from knowledge.web.edits import Edit, edits_since, version_text
from knowledge.web.history import History, Version
from knowledge.web.listed import Listed, shipped
from knowledge.web.taking import Step, Taken, Tell, take_in
from knowledge.web.visitor import Visitor

__all__ = [
    "Change",
    "Changes",
    "Edit",
    "History",
    "Listed",
    "Step",
    "Taken",
    "Tell",
    "Version",
    "Visitor",
    "changes_since",
    "edits_since",
    "shipped",
    "take_in",
    "version_text",
]

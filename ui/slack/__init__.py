"""vendorscope in Slack: questions in mentions and direct messages, one cited answer in the thread.

`run` serves until it is stopped, `check` says what is missing; both return an exit status.
"""

from ui.slack.diagnosis import check
from ui.slack.service import run

__all__ = ["check", "run"]

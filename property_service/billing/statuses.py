"""The statuses of Fee Charge and Billing Run, as stored. Labels are translated where they are shown."""

from __future__ import annotations

PLANNED = "Planned"
POSTED = "Posted"
SKIPPED = "Skipped"
FAILED = "Failed"
VOID = "Void"

# A live charge holds its key and its days: they are not billed again while it lives.
LIVE = (PLANNED, POSTED, FAILED)

RUN_DRAFT = "Draft"
RUN_PLANNED = "Planned"
RUN_QUEUED = "Queued"
RUN_POSTING = "Posting"
RUN_POSTED = "Posted"
RUN_FAILURES = "Posted with Failures"
RUN_STOPPED = "Stopped"
RUN_CANCELLED = "Cancelled"

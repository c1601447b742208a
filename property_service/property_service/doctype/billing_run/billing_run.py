# Copyright (c) 2026, property_service contributors
# For license information, please see LICENSE

from __future__ import annotations

from frappe.model.document import Document

from property_service.billing import cancelling, runs, tasks


class BillingRun(Document):
	# begin: auto-generated types
	# This code is auto-generated. Do not modify anything in this block.

	from typing import TYPE_CHECKING

	if TYPE_CHECKING:
		from frappe.types import DF
		from property_service.property_service.doctype.billing_run_fee_item.billing_run_fee_item import (
			BillingRunFeeItem,
		)

		amended_from: DF.Link | None
		building: DF.Link | None
		charge_count: DF.Int
		community: DF.Link
		company: DF.Link | None
		due_date: DF.Date | None
		failed_count: DF.Int
		fee_items: DF.TableMultiSelect[BillingRunFeeItem]
		finished_on: DF.Datetime | None
		heartbeat_on: DF.Datetime | None
		invoice_count: DF.Int
		message: DF.SmallText | None
		naming_series: DF.Literal["BR-.YYYY.-.#####"]
		period_end: DF.Date
		period_start: DF.Date
		planned_amount: DF.Currency
		posted_amount: DF.Currency
		posted_count: DF.Int
		posting_date: DF.Date
		skipped_count: DF.Int
		started_on: DF.Datetime | None
		status: DF.Literal[
			"Draft", "Planned", "Queued", "Posting", "Posted", "Posted with Failures", "Stopped", "Cancelled"
		]
	# end: auto-generated types

	def validate(self) -> None:
		runs.validate_run(self)

	def before_submit(self) -> None:
		runs.check_ready(self)

	def on_submit(self) -> None:
		self.db_set("status", "Queued")
		tasks.enqueue_post_run(self.name)

	def before_cancel(self) -> None:
		cancelling.refuse_with_bills(self)

	def on_cancel(self) -> None:
		cancelling.void_run(self)

"""Exceptions a caller or a test has to tell apart. Each is a ValidationError, so the desk shows its message."""

from __future__ import annotations

import frappe


class PropertyServiceError(frappe.ValidationError):
	"""Base of every refusal this app makes on its own account."""


class InvalidAreaError(PropertyServiceError):
	"""An area is zero, negative, or larger inside than outside."""


class OwnershipSharesError(PropertyServiceError):
	"""The shares of a unit do not add up to exactly one on some day."""


class ClearanceNeededError(PropertyServiceError):
	"""A transfer has open dues and nobody said how they are dealt with."""


class OverlappingRateError(PropertyServiceError):
	"""Two prices of one fee and scope hold on the same day."""


class OverlappingUnitFeeError(PropertyServiceError):
	"""A unit would pay one fee twice for the same day."""


class AlreadyBilledError(PropertyServiceError):
	"""The days asked for were billed before: credit and bill again instead."""


class BillingRunError(PropertyServiceError):
	"""A billing run cannot start or go on as asked."""


class ManagedInvoiceError(PropertyServiceError):
	"""Somebody tries to change or copy an invoice that a billing run owns."""


class ReceiptError(PropertyServiceError):
	"""A receipt does not add up, or its bills changed meanwhile."""


class VisitEvidenceError(PropertyServiceError):
	"""A return visit lacks the person or the evidence that completes it."""


class WorkflowCategoryError(PropertyServiceError):
	"""A workflow state of ours has no state category."""


class DoctypeCollisionError(PropertyServiceError):
	"""Another app already owns one of our DocTypes."""

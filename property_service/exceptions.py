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


class DuplicateOwnerError(PropertyServiceError):
	"""Another record already stands for this person or company."""


class OwnershipOrderError(PropertyServiceError):
	"""A change of ownership is older than the newest one, or would undo one that is not the newest."""


class OwnerInvitationError(PropertyServiceError):
	"""An owner cannot be invited to the portal as asked."""


class CaseError(PropertyServiceError):
	"""A case cannot be filed, moved or assigned as asked."""


class ClosedCaseError(CaseError):
	"""Somebody edits a case that is finished instead of reopening it."""


class SecondPersonError(CaseError):
	"""A reopened case needs another person to close it than before."""


class AttachmentError(PropertyServiceError):
	"""A file's type, content or size is not accepted on our documents."""


class VisitRuleError(PropertyServiceError):
	"""A return visit rule contradicts itself or names what does not exist."""


class BillChangedError(ReceiptError):
	"""Somebody else paid or changed a bill after this receipt was prepared: fetch the open bills again."""


class InvalidFeeError(PropertyServiceError):
	"""A fee, a price or a unit's fee contradicts itself or names what does not fit."""


class MissingAccountError(PropertyServiceError):
	"""No account is set up for the money of a fee in a company."""


class PortalInputError(PropertyServiceError):
	"""A resident sent something the portal cannot take; the page keeps what was typed."""


class PortalUploadError(PortalInputError):
	"""A resident's file is no photo or PDF, too large, or one too many."""


class CompanyAccountError(PropertyServiceError):
	"""An account set for a company would put deposits, fees or money of others in the wrong place."""


class RosterImportError(PropertyServiceError):
	"""A roster cannot be checked or imported as asked."""

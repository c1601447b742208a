"""What a request to the portal brings along, checked before anything is done with it."""

from __future__ import annotations

from typing import NoReturn

import frappe
from frappe import _
from frappe.utils import cint

from property_service.exceptions import PortalInputError, PortalUploadError
from property_service.portal import case_sources, sources, uploads
from property_service.portal.scope import Scope

MEGABYTE = 1024 * 1024
DEFAULT_MEGABYTES = 10
PHOTO_FIELD = "photos"
LONGEST_TEXT = 5000


def uploaded_files() -> list[uploads.Upload]:
	"""Return the request's photos, each renamed.

	Raises:
		PortalUploadError: one is not a photo or PDF, is empty or too large, or there are too many.
	"""
	request = frappe.local.request
	if not request:
		return []
	largest = largest_upload()
	streams = [file.stream for file in request.files.getlist(PHOTO_FIELD) if file.filename]
	# Reading one byte more than allowed is enough to see that a file is too large.
	contents = [stream.read(largest + 1) for stream in streams[: uploads.MOST_FILES + 1]]
	try:
		return uploads.checked(contents, largest, lambda: frappe.generate_hash(length=24))
	except uploads.UploadFault as fault:
		frappe.throw(_fault_message(fault), PortalUploadError, title=_("Photo Not Accepted"))


def largest_upload() -> int:
	"""Return the largest size of one file in bytes, from the settings."""
	megabytes = frappe.get_cached_value(
		"Property Service Settings", "Property Service Settings", "max_upload_mb"
	)
	return (cint(megabytes) or DEFAULT_MEGABYTES) * MEGABYTE


def text(words: str) -> str:
	"""Return what a resident wrote, trimmed.

	Raises:
		PortalInputError: nothing is written, or more than `LONGEST_TEXT` characters.
	"""
	words = words.strip()
	if not words:
		frappe.throw(
			_("Please write what it is about. One sentence is enough."),
			PortalInputError,
			title=_("Text Missing"),
		)
	if len(words) > LONGEST_TEXT:
		frappe.throw(
			_("Your text has {0} characters, {1} are possible. Shorten it and send again.").format(
				frappe.bold(len(words)), frappe.bold(LONGEST_TEXT)
			),
			PortalInputError,
			title=_("Text Too Long"),
		)
	return words


def place_of_case(scope: Scope, unit: str | None, community: str | None) -> dict[str, str]:
	"""Return the unit, or the community for its common areas, that the resident may report on.

	Raises:
		frappe.DoesNotExistError: neither is the resident's; the answer does not tell whether it exists.
	"""
	if unit and scope.may("report", unit):
		return {"unit": unit}
	if not unit and community and community in sources.communities(scope):
		return {"community": community}
	return deny()


def portal_category(category: str | None) -> str | None:
	"""Return the category when residents may choose it.

	Raises:
		frappe.DoesNotExistError: it is not offered in the portal.
	"""
	if not category:
		return None
	if not case_sources.is_portal_category(category):
		deny()
	return category


def deny() -> NoReturn:
	"""Answer the same for what is somebody else's and what is not there.

	Raises:
		frappe.DoesNotExistError: always.
	"""
	frappe.throw(
		_("This is not there, or not yours to see. Please go back and choose from the list."),
		frappe.DoesNotExistError,
		title=_("Not Found"),
	)


def _fault_message(fault: uploads.UploadFault) -> str:
	number = frappe.bold(fault.place)
	messages = {
		"empty": _("Photo {0} is empty. Take it again and send once more.").format(number),
		"type": _(
			"File {0} is neither a photo (JPG, PNG, WebP, HEIC) nor a PDF. Remove it and send again."
		).format(number),
		"size": _("Photo {0} is larger than {1} MB. Choose a smaller one and send again.").format(
			number, frappe.bold(largest_upload() // MEGABYTE)
		),
		"active": _("File {0} contains a program. Save it as a photo or a plain PDF and send again.").format(
			number
		),
		"broken": _("File {0} is damaged and cannot be opened. Choose another one and send again.").format(
			number
		),
		"count": _("You can send {0} photos at once. Send the others with a message afterwards.").format(
			frappe.bold(uploads.MOST_FILES)
		),
	}
	return messages[fault.fault]

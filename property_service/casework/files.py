"""Files that come with a case: whose they are, and whether they are wanted, with words that say what to send."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import frappe
from frappe import _

from property_service.casework import sources
from property_service.casework.attachments import ALLOWED_EXTENSIONS, HEAD_BYTES, fault_of
from property_service.exceptions import AttachmentError

__all__ = ["HEAD_BYTES", "check", "prepare_uploads"]

UPLOAD_MB = 10


def check(file_name: str | None, head: bytes, size: int) -> None:
	"""Refuse a file of a type, content or size that is not accepted.

	Args:
		file_name: as the sender calls it.
		head: its first `HEAD_BYTES` bytes or more.
		size: its size in bytes; the largest is `max_upload_mb` of the settings.
	Raises:
		AttachmentError: with what is accepted.
	"""
	largest = int(sources.setting("max_upload_mb") or UPLOAD_MB)
	fault = fault_of(file_name, head, size, largest * 1024 * 1024)
	if not fault:
		return
	messages = {
		"type": _("Files like {0} cannot be attached. Send one of these types: {1}."),
		"content": _("The content of {0} does not fit its name. Save it again as one of these types: {1}."),
		"size": _("{0} is larger than {2} MB. Send a smaller one."),
		"empty": _("{0} is empty or only a link. Upload the file itself."),
	}
	frappe.throw(
		messages[fault].format(frappe.bold(file_name), ", ".join(ALLOWED_EXTENSIONS), largest),
		AttachmentError,
		title=_("File Not Accepted"),
	)


def prepare_uploads(files: Iterable[dict[str, Any]], user: str) -> list[dict[str, Any]]:
	"""Return `file_name` and `content` of the files that come with a case, checked before anything is written.

	Args:
		files: each {"file_name", "content"}, or {"name"} of a File that `user` has just uploaded.
	Returns:
		The same with `upload`: the name of the File it was uploaded as, if any. It is attached anew, so that the case's
		file carries the name of who files the case, or nobody's.
	"""
	prepared = [file if "content" in file else _own_upload(file["name"], user) for file in files]
	for file in prepared:
		if isinstance(file["content"], str):
			file["content"] = file["content"].encode()
		check(file["file_name"], file["content"], len(file["content"]))
	return prepared


def _own_upload(name: str, user: str) -> dict[str, Any]:
	row = frappe.db.get_value("File", name, ["owner", "attached_to_doctype"], as_dict=True)
	if not row or row.owner != user or row.attached_to_doctype:
		frappe.throw(
			_("The file is not one you have just uploaded. Attach it again."),
			frappe.PermissionError,
			title=_("Not Permitted"),
		)
	upload = frappe.get_doc("File", name)
	return {"file_name": upload.file_name, "content": upload.get_content(), "upload": name}

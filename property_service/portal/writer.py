"""The only place where the portal writes by itself. The caller has checked that the resident may."""

from __future__ import annotations

import frappe

from property_service.portal.uploads import Upload


def attach_to_case(case: str, upload: Upload) -> str:
	"""Attach a private file to a case and return the File's name; it belongs to the session's user."""
	file = frappe.get_doc(
		doctype="File",
		file_name=upload.file_name,
		content=upload.content,
		is_private=1,
		attached_to_doctype="Complaint",
		attached_to_name=case,
	)
	# Residents have no write right on cases, and Frappe asks for one to attach.
	return file.insert(ignore_permissions=True).name


def set_language(user: str, language: str) -> None:
	"""Let the portal and our letters speak `language` to `user` from the next page on."""
	frappe.db.set_value("User", user, "language", language)
	frappe.clear_cache(user=user)

"""Mail to owners from the Email Templates that administrators edit, in the owner's language."""

from __future__ import annotations

from typing import Any

import frappe
from frappe.email.doctype.email_account.email_account import EmailAccount

LANGUAGES = ("zh", "en")


def can_send() -> bool:
	"""Return whether the site has an account to send mail from."""
	account = EmailAccount.find_outgoing()
	# a muted site without an account gets a stand-in without an address, from which nothing can be sent
	return bool(account and account.get("email_id"))


def send(
	template: str, recipient: str, language: str | None, context: dict[str, Any], **options: Any
) -> bool:
	"""Queue a mail from a template.

	Args:
		template: name of the Email Template without its language, for example "Property Case Reply".
		recipient: e-mail address.
		language: "zh" or "en"; the other one is used when the template exists only in that.
		context: what the template may name.
		options: passed on to `frappe.sendmail` (reference_doctype, reference_name, communication).
	Returns:
		False when there is no mail account or no such template: mail to owners is switched off by deleting it.
	"""
	text = _template(template, language)
	if not text or not can_send():
		return False
	mail = text.get_formatted_email(context)
	frappe.sendmail(recipients=[recipient], subject=mail["subject"], message=mail["message"], **options)
	return True


def _template(name: str, language: str | None):
	preferred = "en" if (language or "").startswith("en") else "zh"
	for candidate in sorted(LANGUAGES, key=lambda code: code != preferred):
		if frappe.db.exists("Email Template", f"{name} ({candidate})"):
			return frappe.get_cached_doc("Email Template", f"{name} ({candidate})")
	return None

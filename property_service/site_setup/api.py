"""What the form of Property Shipped Record calls."""

import frappe
from frappe import _

from property_service.exceptions import PropertyServiceError
from property_service.site_setup import difference, memory, shipped


@frappe.whitelist(methods=["GET", "POST"])
def get_difference(shipped_record: str) -> str:
	"""For whoever may read Property Shipped Record: the site's content and the offered one side by side, as HTML."""
	known = frappe.get_doc(memory.DOCTYPE, shipped_record)
	known.check_permission("read")
	return difference.difference_html(known)


@frappe.whitelist(methods=["POST"])
def take_shipped_version(shipped_record: str) -> None:
	"""System Manager only: replace the edited record with the newer shipped content."""
	frappe.only_for("System Manager")
	known = offered(shipped_record)
	document = frappe.get_doc(known.record_doctype, known.record_name)
	shipped.write_release(difference.offered_record(known), document)


@frappe.whitelist(methods=["POST"])
def keep_own_version(shipped_record: str) -> None:
	"""System Manager only: keep the edited record and stop listing it until a still newer release."""
	frappe.only_for("System Manager")
	known = offered(shipped_record)
	known.update(
		{
			"status": shipped.EDITED,
			"release_hash": known.offered_hash,
			"offered_hash": None,
			"offered_content": None,
		}
	)
	known.save()


def offered(shipped_record: str) -> frappe.model.document.Document:
	known = frappe.get_doc(memory.DOCTYPE, shipped_record)
	if known.status != shipped.NEWER_AVAILABLE or not known.offered_content:
		frappe.throw(
			_("No newer version of {0} is waiting. Reload the page to see its present state.").format(
				frappe.bold(known.record_name)
			),
			PropertyServiceError,
			title=_("Nothing to Take"),
		)
	return known

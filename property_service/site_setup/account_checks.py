"""What the company accounts in Property Service Settings must be for the ledger to stay right."""

from __future__ import annotations

from typing import TYPE_CHECKING

import frappe
from frappe import _

from property_service.exceptions import CompanyAccountError
from property_service.site_setup.account_tree import INCOME, LIABILITY

if TYPE_CHECKING:
	from property_service.property_service.doctype.property_company_account.property_company_account import (
		PropertyCompanyAccount,
	)
	from property_service.property_service.doctype.property_service_settings.property_service_settings import (
		PropertyServiceSettings,
	)

ROOT_TYPES = {
	"deposit_account": LIABILITY,
	"collected_for_others_account": LIABILITY,
	"late_fee_account": INCOME,
	"fee_income_account": INCOME,
}


def check_company_accounts(settings: PropertyServiceSettings) -> None:
	"""Refuse a company that stands twice, and accounts that would put money in the wrong place.

	Raises CompanyAccountError.
	"""
	seen: set[str] = set()
	for row in settings.company_accounts:
		if row.company in seen:
			frappe.throw(
				_("Row {0}: {1} stands in the list already. Keep one row per company.").format(
					row.idx, frappe.bold(row.company)
				),
				CompanyAccountError,
				title=_("Company Listed Twice"),
			)
		seen.add(row.company)
		for fieldname, root_type in ROOT_TYPES.items():
			if row.get(fieldname):
				check_account(row, fieldname, root_type)


def check_account(row: PropertyCompanyAccount, fieldname: str, root_type: str) -> None:
	account = frappe.get_cached_value(
		"Account", row.get(fieldname), ["company", "is_group", "root_type", "account_type"], as_dict=True
	)
	# Receivable shows deposits in Accounts Receivable, Payable breaks the invoice's line
	typed_liability = root_type == LIABILITY and account.account_type
	if (
		account.company == row.company
		and not account.is_group
		and account.root_type == root_type
		and not typed_liability
	):
		return
	messages = {
		LIABILITY: _(
			"Row {0}: {1} cannot hold money that belongs to others. Choose a ledger of {2} among its liabilities, without an account type."
		),
		INCOME: _("Row {0}: {1} cannot take income. Choose a ledger of {2} among its income accounts."),
	}
	frappe.throw(
		messages[root_type].format(row.idx, frappe.bold(row.get(fieldname)), frappe.bold(row.company)),
		CompanyAccountError,
		title=_("Account Not Suitable"),
	)

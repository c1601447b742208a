"""The company accounts, in charts of every kind and for companies that come later."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

import frappe
from frappe.model.document import Document

from erpnext.accounts.doctype.account.chart_of_accounts.chart_of_accounts import create_charts

from property_service.exceptions import CompanyAccountError
from property_service.site_setup import accounts, memory
from property_service.tests.bootstrap import COMPANY

LIABILITIES = ("deposit_account", "collected_for_others_account")
INCOMES = ("late_fee_account", "fee_income_account")
CHINA_2006 = "China - 中国会计科目表  （财会[2006]3号《企业会计准则》）"
SKR04 = "SKR04 mit Kontonummern"
# A chart as Chinese companies import it: numbered, in Chinese, payables lying loose among the current liabilities.
CHINA_NUMBERED = {
	"资产": {"root_type": "Asset", "应收账款": {"account_number": "1122", "account_type": "Receivable"}},
	"负债": {
		"root_type": "Liability",
		"流动负债": {
			"应付账款": {"account_number": "2202", "account_type": "Payable"},
			"其他应付款": {"account_number": "2241"},
			"应交税费": {"account_number": "2221", "account_type": "Tax"},
		},
		"长期负债": {"长期借款": {"account_number": "2501"}},
	},
	"损益收入": {
		"root_type": "Income",
		"主营业务收入": {"account_number": "6001", "account_type": "Income Account"},
		"其他业务收入": {"account_number": "6051"},
	},
	"费用": {"root_type": "Expense", "管理费用": {"account_number": "6602"}},
	"所有者权益": {"root_type": "Equity", "实收资本": {"account_number": "4001"}},
}


@contextmanager
def flag(name: str) -> Iterator[None]:
	frappe.local.flags[name] = True
	try:
		yield
	finally:
		frappe.local.flags[name] = False


def make_company(abbr: str = "LTR", **values: Any) -> Document:
	defaults = {"company_name": f"Later {abbr}", "abbr": abbr, "country": "China", "default_currency": "CNY"}
	return frappe.get_doc({"doctype": "Company", **defaults, **values}).insert()


def row_of(company: str) -> Document | None:
	settings = frappe.get_doc("Property Service Settings")
	return next((row for row in settings.company_accounts if row.company == company), None)


def check_row(company: str) -> dict[str, Document]:
	"""Assert what must hold in any chart; return field → account."""
	row = row_of(company)
	assert row, f"no accounts for {company}"
	found = {name: frappe.get_doc("Account", row.get(name)) for name in (*LIABILITIES, *INCOMES)}
	for name, account in found.items():
		assert account.company == company and not account.is_group and not account.disabled
		assert account.root_type == ("Liability" if name in LIABILITIES else "Income"), name
		assert account.report_type == ("Balance Sheet" if name in LIABILITIES else "Profit and Loss"), name
		assert account.lft < account.rgt
	for name in LIABILITIES:
		assert not found[name].account_type, name
	return found


@pytest.mark.parametrize(
	("chart", "group"),
	[("Standard", "Current Liabilities"), ("Standard with Numbers", "Current Liabilities")],
)
def test_a_company_made_later_gets_its_accounts_at_once(chart: str, group: str) -> None:
	company = make_company(chart_of_accounts=chart)
	found = check_row(company.name)
	assert frappe.db.get_value("Account", found["deposit_account"].parent_account, "account_name") == group


@pytest.mark.slow
def test_a_numbered_german_chart_works_too() -> None:
	company = make_company("SKR", country="Germany", default_currency="EUR", chart_of_accounts=SKR04)
	found = check_row(company.name)
	assert {account.account_currency for account in found.values()} == {"EUR"}


def test_chinas_own_template_has_no_root_types_and_still_works() -> None:
	# ERPNext itself fails to make a company with it at once: its VAT template needs a root with a root type
	with flag("ignore_chart_of_accounts"):
		company = make_company("CAS")
	with flag("allow_unverified_charts"):
		create_charts(company.name, CHINA_2006)
	company.reload()
	company.save()
	assert frappe.db.count("Account", {"company": company.name, "root_type": ["in", ["", None]]}) > 50
	found = check_row(company.name)
	root = frappe.get_doc("Account", found["deposit_account"].parent_account)
	assert root.is_group and root.root_type == "Liability" and not root.parent_account


def test_a_numbered_chinese_chart_imported_after_the_company() -> None:
	with flag("ignore_chart_of_accounts"):
		company = make_company("NUM")
	assert row_of(company.name) is None, "there is nothing to book to yet"
	create_charts(company.name, custom_chart=CHINA_NUMBERED)
	company.reload()
	company.default_payable_account = "2202 - 应付账款 - NUM"
	company.default_income_account = "6001 - 主营业务收入 - NUM"
	company.save()
	found = check_row(company.name)
	assert found["deposit_account"].parent_account == "流动负债 - NUM"
	assert found["fee_income_account"].parent_account == "损益收入 - NUM"


def test_a_subsidiary_shares_the_accounts_of_its_group() -> None:
	parent = make_company("GRP", is_group=1)
	child = make_company("SUB", parent_company=parent.name)
	above, below = check_row(parent.name), check_row(child.name)
	assert [account.account_name for account in above.values()] == [
		account.account_name for account in below.values()
	]
	assert len(frappe.get_all("Account", {"company": child.name, "account_name": "Deposits Held"})) == 1


def test_saving_a_company_again_makes_nothing_twice() -> None:
	company = make_company()
	count = frappe.db.count("Account", {"company": company.name})
	company.reload()
	company.save()
	accounts.ensure_all_company_accounts()
	assert frappe.db.count("Account", {"company": company.name}) == count


def test_an_account_chosen_by_the_administrator_is_kept() -> None:
	settings = frappe.get_doc("Property Service Settings")
	row = next(row for row in settings.company_accounts if row.company == COMPANY)
	other = accounts.insert_account(
		COMPANY, "Liability", "押金", parent_account=accounts.group_for(COMPANY, "Liability")
	)
	row.deposit_account = other
	settings.save()
	accounts.ensure_all_company_accounts()
	assert row_of(COMPANY).deposit_account == other


def test_an_account_of_that_name_which_stood_before_is_used_and_stays_ours_not() -> None:
	with flag("ignore_chart_of_accounts"):
		company = make_company("OLD")
	create_charts(company.name, custom_chart=CHINA_NUMBERED)
	group = "流动负债 - OLD"
	standing = accounts.insert_account(company.name, "Liability", "Deposits Held", parent_account=group)
	accounts.ensure_company_accounts(company.name)
	assert row_of(company.name).deposit_account == standing
	assert not memory.recall(f"account/{company.name}/deposit_account").made_by_app


def test_the_usual_fees_book_in_a_company_that_came_later() -> None:
	company = make_company()
	row = row_of(company.name)
	booked = {
		entry.parent: (entry.nature, entry.account)
		for entry in frappe.get_all(
			"Fee Item Account", {"company": company.name}, ["parent", "nature", "account"], order_by="parent"
		)
	}
	assert booked["PROPERTY"] == ("Income", row.fee_income_account)
	assert booked["WATER"] == ("Collected for Others", row.collected_for_others_account)
	assert booked["LATEFEE"] == ("Income", row.late_fee_account)
	assert booked["DECODEPOSIT"] == ("Collected for Others", row.deposit_account)
	# the account of ERPNext's own opening tool
	assert frappe.db.get_value("Account", booked["OPENING"][1], "account_type") == "Temporary"


def test_whoever_may_create_companies_needs_no_right_on_our_settings(as_user) -> None:
	user = frappe.get_doc(
		doctype="User", email="founder@test.invalid", first_name="Founder", send_welcome_email=0
	).insert()
	user.add_roles("System Manager", "Accounts Manager")
	frappe.db.delete("DocPerm", {"parent": "Property Service Settings", "role": "System Manager"})
	frappe.clear_cache(doctype="Property Service Settings")
	with as_user(user.name):
		company = make_company()
	check_row(company.name)


def test_a_deleted_company_is_forgotten() -> None:
	company = make_company()
	frappe.delete_doc("Company", company.name)
	assert row_of(company.name) is None
	assert not frappe.get_all(memory.DOCTYPE, {"record_key": ["like", f"account/{company.name}/%"]})


def test_a_renamed_company_keeps_its_accounts() -> None:
	company = make_company()
	frappe.rename_doc("Company", company.name, "Later Renamed")
	accounts.ensure_all_company_accounts()
	assert row_of(company.name) is None
	check_row("Later Renamed")


# What the settings refuse


def settings_with(**values: Any) -> Document:
	settings = frappe.get_doc("Property Service Settings")
	next(row for row in settings.company_accounts if row.company == COMPANY).update(values)
	return settings


@pytest.mark.parametrize(
	("fieldname", "account", "remedy"),
	[
		("deposit_account", "Creditors", "without an account type"),
		("deposit_account", "Sales", "among its liabilities"),
		("deposit_account", "Current Liabilities", "Choose a ledger"),
		("collected_for_others_account", "Debtors", "without an account type"),
		("late_fee_account", "Deposits Held", "among its income accounts"),
	],
)
def test_an_account_that_would_misplace_money_is_refused(fieldname: str, account: str, remedy: str) -> None:
	with pytest.raises(CompanyAccountError, match=remedy):
		settings_with(**{fieldname: f"{account} - CHPS"}).save()


def test_an_account_of_another_company_is_refused() -> None:
	other = row_of(make_company().name)
	with pytest.raises(CompanyAccountError, match=f"Choose a ledger of .*{COMPANY}"):
		settings_with(deposit_account=other.deposit_account).save()


def test_a_company_stands_once_in_the_list() -> None:
	settings = frappe.get_doc("Property Service Settings")
	settings.append("company_accounts", {"company": COMPANY})
	with pytest.raises(CompanyAccountError, match="one row per company"):
		settings.save()

"""Where an account goes in charts of every shape, without reading a single name."""

from __future__ import annotations

from property_service.site_setup.account_tree import INCOME, LIABILITY, Account, group_for

Tree = dict[str, "Tree | str"]


def chart(tree: Tree, root_type: str = LIABILITY) -> list[Account]:
	"""Return a nested dict as rows: a dict is a group, a text the account type of a ledger."""
	rows: list[Account] = []
	counter = iter(range(1, 1000))

	def walk(children: Tree, parent: str | None) -> None:
		for name, child in children.items():
			lft = next(counter)
			if isinstance(child, dict):
				walk(child, name)
			group = isinstance(child, dict)
			rows.append(Account(name, parent, group, root_type, "" if group else child, lft, next(counter)))

	walk(tree, None)
	return rows


def test_beside_the_folder_of_payables_not_in_it() -> None:
	# ERPNext's standard chart: payables in a folder of their own below the current liabilities
	tree = {
		"Root": {"Current": {"Payables": {"Creditors": "Payable", "Payroll": ""}, "Taxes": {}, "Loans": {}}}
	}
	assert group_for(chart(tree), LIABILITY, "Creditors") == "Current"


def test_in_a_flat_group_of_current_liabilities() -> None:
	tree = {"Root": {"Current": {"2202": "Payable", "2241": ""}, "Long": {"2501": ""}}}
	assert group_for(chart(tree), LIABILITY, "2202") == "Current"


def test_not_in_a_folder_that_holds_payables_only() -> None:
	tree = {"Root": {"Payables": {"CNY": "Payable", "USD": "Payable"}, "2241": ""}}
	assert group_for(chart(tree), LIABILITY, "CNY") == "Root"


def test_below_the_root_when_payables_lie_there() -> None:
	assert group_for(chart({"Root": {"Creditors": "Payable"}}), LIABILITY, "Creditors") == "Root"


def test_in_the_group_the_chart_marks_as_current() -> None:
	rows = chart({"Root": {"Long": {"Loan": ""}, "Short": {"Creditors": "Payable"}}})
	rows = [
		row
		if row.name != "Long"
		else Account("Long", "Root", True, LIABILITY, "Current Liability", row.lft, row.rgt)
		for row in rows
	]
	assert group_for(rows, LIABILITY, "Creditors") == "Long"


def test_income_beside_the_default_income_account() -> None:
	tree = {"Root": {"Direct": {"Sales": "", "Service": ""}, "Indirect": {}}}
	assert group_for(chart(tree, INCOME), INCOME, "Sales") == "Direct"


def test_without_a_neighbour_at_the_root() -> None:
	assert group_for(chart({"Root": {"Current": {"2202": ""}}}), LIABILITY, None) == "Root"


def test_groups_of_other_root_types_are_no_answer() -> None:
	assert group_for(chart({"Root": {"Current": {}}}, "Equity"), LIABILITY, None) is None


def test_a_chart_without_groups_has_no_answer() -> None:
	# China's own template in ERPNext: every account is a ledger at the root, without a root type
	assert group_for(chart({"应付账款": "", "其他应付款": ""}, ""), LIABILITY, "应付账款") is None

"""One cashier of the race tests: a process of its own, with its own connection and real commits.

Usage: receipt_race.py SITE prepare AMOUNT PAID PAID | submit RECEIPT | void RECEIPT | look BILL | tidy BILL
It prints one line of JSON. `submit` and `void` first print "ready", having begun their transaction, and wait for a
line on standard input, so that both cashiers look at the books before either of them writes.
"""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable

import frappe

from property_service.exceptions import BillChangedError


def prepare(amount: str, *paid: str) -> dict:
	"""Commit a bill of `amount` (元) and, for each of `paid`, a draft receipt over it in two tenders."""
	from property_service.tests.factories import make_bill, make_owner, make_receipt

	owner = make_owner("Race")
	bill = make_bill(owner.name, float(amount))
	receipts = [
		make_receipt(owner.name, [(bill.name, float(part))], [("Cash", 10), ("Cash", float(part) - 10)])
		.insert()
		.name
		for part in paid
	]
	return {"bill": bill.name, "receipts": receipts}


def submit(name: str) -> dict:
	receipt = frappe.get_doc("Property Receipt", name)
	frappe.db.get_value("Sales Invoice", receipt.bills[0].sales_invoice, "outstanding_amount")
	_wait_for_the_other()
	return _attempt(receipt.submit)


def void(name: str) -> dict:
	from property_service.billing.receipts import void_receipt

	frappe.db.get_value("Property Receipt", name, "status")
	_wait_for_the_other()
	return _attempt(lambda: void_receipt(name, "Race"))


def look(bill: str) -> dict:
	"""Return what the invoice says is left, and what the Payment Ledger says."""
	rows = frappe.get_all(
		"Payment Ledger Entry",
		filters={"against_voucher_no": bill, "delinked": 0},
		pluck="amount",
		order_by="name",
	)
	return {
		"outstanding": frappe.db.get_value("Sales Invoice", bill, "outstanding_amount"),
		"ledger": sum(rows),
	}


def tidy(bill: str) -> dict:
	"""Void and cancel what the race left, so that other tests find no open bill of it."""
	from property_service.billing.receipts import void_receipt

	rows = frappe.get_all(
		"Property Receipt Bill", filters={"sales_invoice": bill}, pluck="parent", order_by="parent"
	)
	for name in rows:
		receipt = frappe.get_doc("Property Receipt", name)
		if receipt.docstatus == 1:
			void_receipt(name, "Race is over")
		elif receipt.docstatus == 0:
			receipt.delete()
	frappe.get_doc("Sales Invoice", bill).cancel()
	return {}


def _wait_for_the_other() -> None:
	_say("ready")
	sys.stdin.readline()


def _say(line: str) -> None:
	sys.stdout.write(f"{line}\n")
	sys.stdout.flush()


def _attempt(action: Callable[[], object]) -> dict:
	try:
		action()
	except BillChangedError as error:
		frappe.db.rollback()
		return {"refused": frappe.utils.strip_html(str(error))}
	return {"refused": None}


COMMANDS = {"prepare": prepare, "submit": submit, "void": void, "look": look, "tidy": tidy}


def main(site: str, command: str, *arguments: str) -> None:
	os.chdir(os.path.join(os.environ["BENCH_DIR"], "sites"))
	frappe.init(site)
	frappe.connect()
	frappe.flags.mute_emails = True
	answer = COMMANDS[command](*arguments)
	frappe.db.commit()
	frappe.destroy()
	_say(json.dumps(answer))


if __name__ == "__main__":
	main(*sys.argv[1:])

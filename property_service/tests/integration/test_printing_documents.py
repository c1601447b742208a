"""Bill notices and receipts: what they show, to whom, and that they are readable in both languages."""

from __future__ import annotations

import io
import shutil
import unicodedata
from collections.abc import Callable
from decimal import Decimal

import pytest
from pypdf import PdfReader

import frappe
from frappe.model.document import Document
from frappe.translate import print_language

from property_service.billing import printing, receipt_api, receipts
from property_service.billing.receipts import make_receipt
from property_service.tests import factories as make
from property_service.tests.bootstrap import COMMUNITY, OTHER_COMMUNITY

CASHIER = "cashier@test.invalid"
needs_wkhtmltopdf = pytest.mark.skipif(
	not shutil.which("wkhtmltopdf"), reason="wkhtmltopdf makes the PDFs of Frappe 15: apt install wkhtmltopdf"
)


@pytest.fixture
def owner() -> str:
	return make.make_owner("张建国", mobile_no="13812345678").name


@pytest.fixture
def bills(owner: str) -> list[str]:
	"""Return two bills of a unit with 100 m² at 2.50: September's and October's, 250 each."""
	unit = make.make_owned_unit(owner).name
	fee = make.make_fee_item(fee_item_name="物业服务费").name
	make.make_rate(fee)
	make.make_unit_fee(unit, fee, from_date="2026-09-01")
	for month, last in (("09", 30), ("10", 31)):
		make.make_run(
			period_start=f"2026-{month}-01",
			period_end=f"2026-{month}-{last}",
			posting_date=f"2026-{month}-01",
			fee_items=[{"fee_item": fee}],
		).submit()
	return frappe.get_all(
		"Fee Charge", filters={"unit": unit}, pluck="sales_invoice", order_by="period_start"
	)


@pytest.fixture
def receipt(owner: str, bills: list[str]) -> str:
	return make_receipt(
		owner,
		[{"sales_invoice": bills[0], "amount": 250}, {"sales_invoice": bills[1], "amount": 50.05}],
		[{"mode_of_payment": "Cash", "amount": 320}],
		"2026-10-20",
		COMMUNITY,
	)


def test_notice_shows_lines_earlier_bills_and_the_sum_in_words(owner: str, bills: list[str]) -> None:
	make_receipt(
		owner,
		[{"sales_invoice": bills[0], "amount": 99.95}],
		[{"mode_of_payment": "Cash", "amount": 99.95}],
		"2026-10-20",
		COMMUNITY,
	)
	with print_language("zh"):
		notice = printing.bill_notice(bills[1])

	(line,) = notice["lines"]
	assert (line["fee"], line["amount"]) == ("物业服务费", Decimal("250.00"))
	assert "100" in line["explanation"] and "2.50" in line["explanation"] and "31/31" in line["explanation"]
	(earlier,) = notice["earlier"]
	assert (earlier["name"], earlier["outstanding"]) == (bills[0], Decimal("150.05"))  # 250 − 99.95
	assert (notice["outstanding"], notice["total_due"]) == (250, Decimal("400.05"))  # 250 + 150.05
	assert notice["in_words"] == "人民币肆佰元零伍分"


def test_first_notice_lists_no_later_bill(bills: list[str]) -> None:
	assert printing.bill_notice(bills[0])["earlier"] == []


def test_phone_numbers_are_masked(bills: list[str], receipt: str) -> None:
	for data in (printing.bill_notice(bills[0]), printing.receipt(receipt)):
		assert data["payer"] == {"name": "张建国", "phone": "138****5678"}


def test_receipt_shows_bills_tenders_advance_and_the_sum_in_words(bills: list[str], receipt: str) -> None:
	data = printing.receipt(receipt)
	assert [(row["bill"], row["amount"], row["left"]) for row in data["bills"]] == [
		(bills[0], 250, 0),
		(bills[1], Decimal("50.05"), Decimal("199.95")),
	]
	assert [(row["mode"], row["amount"]) for row in data["tenders"]] == [("Cash", 320)]
	assert (data["total"], data["advance"], data["change"]) == (320, Decimal("19.95"), 0)
	assert data["in_words"] == "CNY Three Hundred And Twenty only."


def test_texts_of_people_are_escaped(owner: str, bills: list[str]) -> None:
	document = make.make_receipt(
		owner, [(bills[0], 250)], [("Cash", 250)], remarks="5 < 6 & <script>alert(1)</script>"
	)
	document.insert().submit()
	frappe.db.set_value("Property Receipt", document.name, "payer_name", "<img src=x onerror=alert(1)>")
	html = frappe.get_print("Property Receipt", document.name, "Property Receipt")
	assert "<script>alert(1)" not in html
	assert "<img src=x" not in html
	assert "&lt;img src=x" in html


def test_voided_receipt_says_so(receipt: str) -> None:
	receipts.void_receipt(receipt, "Wrong flat")
	frappe.db.set_single_value("Print Settings", "allow_print_for_cancelled", 1)
	html = frappe.get_print("Property Receipt", receipt, "Property Receipt")
	assert "Void Reason: Wrong flat" in html


def pdf_of(send: Callable[..., None], *arguments: str) -> tuple[str, list[tuple[int, int]]]:
	"""Return the text, without blanks, and the page sizes (mm) of what a method sends."""
	frappe.local.response = frappe._dict()
	send(*arguments)
	assert frappe.local.response.type == "pdf"
	reader = PdfReader(io.BytesIO(frappe.local.response.filecontent))
	# Qt writes 月 as the radical ⽉, which looks the same; NFKC folds that (but not the ⺠ it writes for 民).
	text = unicodedata.normalize("NFKC", "".join(page.extract_text() for page in reader.pages))
	sizes = [tuple(round(float(side) * 25.4 / 72) for side in page.mediabox[2:]) for page in reader.pages]
	return "".join(text.split()), sizes


@needs_wkhtmltopdf
@pytest.mark.parametrize(
	("language", "words"),
	[
		("zh", ["缴费通知单", "张建国", "物业服务费", "币伍佰元整", "¥250.00"]),
		("en", ["BillNotice", "张建国", "物业服务费", "FiveHundred", "¥250.00"]),
	],
)
def test_notice_is_one_readable_sheet_of_a4(
	as_user: Callable, bills: list[str], language: str, words: list[str]
) -> None:
	with as_user(CASHIER):
		text, sizes = pdf_of(receipt_api.download_bill_notice, bills[1], language)
	assert [word for word in words if word not in text] == []
	assert "GetPDF" not in text and "获取PDF" not in text  # the links of the preview
	assert sizes == [(210, 297)]


@needs_wkhtmltopdf
@pytest.mark.parametrize(
	("language", "words"),
	[
		("zh", ["收据", "张建国", "币叁佰贰拾元整", "¥19.95"]),
		("en", ["Receipt", "张建国", "ThreeHundredAndTwenty", "¥19.95"]),
	],
)
def test_receipt_is_half_a_sheet(as_user: Callable, receipt: str, language: str, words: list[str]) -> None:
	with as_user(CASHIER):
		text, sizes = pdf_of(receipt_api.download_receipt, receipt, language)
	assert [word for word in [*words, receipt] if word not in text] == []
	assert sizes == [(210, 148)]


def test_invoice_data_is_refused_to_staff_without_a_right_on_invoices(
	as_user: Callable, bills: list[str]
) -> None:
	with as_user(CASHIER), pytest.raises(frappe.PermissionError):
		printing.bill_notice(bills[0])


@pytest.mark.parametrize("user", ["technician@test.invalid", "Guest"])
def test_papers_are_refused_to_everybody_else(
	as_user: Callable, bills: list[str], receipt: str, user: str
) -> None:
	with as_user(user):
		with pytest.raises(frappe.PermissionError):
			receipt_api.download_bill_notice(bills[0])
		with pytest.raises(frappe.PermissionError):
			receipt_api.download_receipt(receipt)


def test_papers_of_a_hidden_community_are_refused(as_user: Callable, bills: list[str], receipt: str) -> None:
	frappe.get_doc(
		doctype="User Permission", user=CASHIER, allow="Property Community", for_value=OTHER_COMMUNITY
	).insert()
	with as_user(CASHIER):
		with pytest.raises(frappe.PermissionError):
			receipt_api.download_bill_notice(bills[0])
		with pytest.raises(frappe.PermissionError):
			receipt_api.download_receipt(receipt)


def test_method_of_one_paper_refuses_another_document(owner: str) -> None:
	document: Document = frappe.get_doc("Property Owner", owner)
	with pytest.raises(frappe.ValidationError, match="This print format is for"):
		printing.receipt(document)

def refuse_copy_of_bill(doc, method=None):
	pass


protect_bill = on_invoice_submit = on_invoice_cancel = on_voucher_change = before_payment_cancel = on_ledger_row = (
	refuse_copy_of_bill
)

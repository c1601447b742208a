def sales_invoice_dashboard(data):
	return data

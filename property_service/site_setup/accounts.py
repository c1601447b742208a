def on_company_insert(doc, method=None):
	pass

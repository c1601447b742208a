def on_reference_update(doc, method=None):
	pass

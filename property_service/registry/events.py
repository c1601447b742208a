def mask_version(doc, method=None):
	pass

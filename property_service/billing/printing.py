def bill_notice(doc=None, **kwargs):
	return {}


receipt = bill_notice

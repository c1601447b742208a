def check_workflow_categories(doc, method=None):
	pass

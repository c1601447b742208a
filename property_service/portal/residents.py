def unit_query(user=None, doctype=None):
	return ""


def unit_permission(doc, ptype=None, user=None):
	return True


property_owner_query = complaint_query = unit_query
property_owner_permission = complaint_permission = unit_permission


def unit_website_permission(doc, ptype=None, user=None, verbose=False):
	return False


property_owner_website_permission = complaint_website_permission = unit_website_permission

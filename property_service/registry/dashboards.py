def customer_dashboard(data):
	return data

def remind_due_visits():
	pass

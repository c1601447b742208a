def resume_stalled_runs():
	pass

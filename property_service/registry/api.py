def may_open_app() -> bool:
	return True

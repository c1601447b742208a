def after_uninstall(): pass

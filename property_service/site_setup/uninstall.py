def before_uninstall(): pass

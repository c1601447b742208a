"""Site set-up: what install, upgrade and uninstall do. Every step is safe to repeat and never commits."""

from __future__ import annotations


def before_install() -> None:
	pass


def after_install() -> None:
	pass


def after_sync() -> None:
	pass


def after_migrate() -> None:
	pass


def before_uninstall() -> None:
	pass


def after_uninstall() -> None:
	pass

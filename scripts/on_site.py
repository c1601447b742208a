"""Call one function on one site with the bench's Python: `on_site.py SITE dotted.path [json kwargs]`.

Unlike `bench execute` it also works before the app is installed on the site, and it commits once at the end.
"""

from __future__ import annotations

import importlib
import json
import os
import sys
from pathlib import Path

import frappe


def main(site: str, path: str, arguments: str = "{}") -> None:
	os.chdir(Path(os.environ["BENCH_DIR"]) / "sites")
	frappe.init(site, sites_path=".")
	frappe.connect()
	module, function = path.rsplit(".", 1)
	result = getattr(importlib.import_module(module), function)(**json.loads(arguments))
	frappe.db.commit()
	frappe.destroy()
	if result is not None:
		print(json.dumps(result, indent=1, default=str, ensure_ascii=False))


if __name__ == "__main__":
	main(*sys.argv[1:])

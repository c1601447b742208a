"""Write the generated types block of every controller of this app from its DocType.

Run by `make types` with the bench's Python: `python export_types.py SITE`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

import frappe
from frappe.types.exporter import TypeExporter


def main(site: str) -> None:
	os.chdir(Path(os.environ["BENCH_DIR"]) / "sites")
	frappe.init(site, sites_path=".")
	frappe.connect()
	for name in frappe.get_all(
		"DocType", filters={"module": "Property Service"}, pluck="name", order_by="name"
	):
		TypeExporter(frappe.get_doc("DocType", name)).export_types()
	frappe.destroy()


if __name__ == "__main__":
	main(sys.argv[1])

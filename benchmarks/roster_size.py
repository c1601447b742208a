"""How long a roster of a given size takes, how many statements a unit costs, and how much memory the process needs.

No comparison: ERPNext has nothing that reads such a file. Usage, one process per measurement because of the memory:

    python benchmarks/roster_size.py --rows 1500 --kind xlsx --twice
    python benchmarks/roster_size.py --rows 100000 --kind csv --check
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import os
import resource
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import frappe

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from benchmarks.harness import environment
from benchmarks.run import connect

HEADER = (
	"楼栋",
	"单元",
	"房号",
	"楼层",
	"建筑面积",
	"套内面积",
	"房屋类型",
	"业主姓名",
	"份额",
	"电话",
	"身份证号",
	"交房日期",
	"车位号",
)
FLATS_PER_BUILDING = 200
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
SURNAMES, GIVEN = "赵钱孙李周吴郑王冯陈褚卫", "伟芳娜敏静丽强磊军洋"


def main() -> None:
	options = arguments()
	connect()
	from property_service.registry.services import check_roster, import_roster

	community = make_community()
	document = make_import(community, options)
	results = {"rows": options.rows, "kind": options.kind}
	results["check"] = measured(lambda: check_roster(document.name), options.rows)
	if not options.check:
		results["import"] = measured(lambda: import_roster(document.name), options.rows)
	if options.twice:
		again = make_import(community, options)
		results["again"] = measured(lambda: import_roster(again.name), options.rows)
	results["peak_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
	print(json.dumps({**results, "environment": environment()}, ensure_ascii=False, indent=1))
	frappe.destroy()


def arguments() -> argparse.Namespace:
	parser = argparse.ArgumentParser(description=__doc__)
	parser.add_argument("--rows", type=int, default=1500)
	parser.add_argument("--kind", choices=("csv", "xlsx"), default="csv")
	parser.add_argument("--check", action="store_true", help="only check, write no units")
	parser.add_argument("--twice", action="store_true", help="import the same file again afterwards")
	return parser.parse_args()


def make_community() -> str:
	from property_service.tests.bootstrap import create_masters, ensure_community

	create_masters()
	code = frappe.generate_hash(length=6).upper()
	ensure_community(f"Roster {code}", code)
	return f"Roster {code}"


def make_import(community: str, options: argparse.Namespace) -> Any:
	"""Attach the file in a process of its own: writing a workbook must not count as memory of the import."""
	frappe.db.commit()
	frappe.db.close()
	if os.fork() == 0:
		frappe.connect()
		write_import(community, options)
		os._exit(0)
	if os.wait()[1]:
		raise SystemExit("the roster could not be attached")
	frappe.connect()
	name = frappe.db.get_value("Property Roster Import", {"community": community}, order_by="name desc")
	return frappe.get_doc("Property Roster Import", name)


def write_import(community: str, options: argparse.Namespace) -> None:
	from property_service.tests.factories import make_roster_import

	# Other people in every community, the same for the same community.
	people = int(community.rpartition(" ")[2], 16) % 400_000
	content = (as_csv if options.kind == "csv" else as_xlsx)(options.rows, people)
	make_roster_import(content, f"{frappe.generate_hash(length=8)}.{options.kind}", community=community)
	frappe.db.commit()


def rows(count: int, people: int) -> Iterator[tuple[str, ...]]:
	"""Yield rows as towers of flats have them: every third with a parking space, every tenth with two owners."""
	for number in range(count):
		building, flat = divmod(number, FLATS_PER_BUILDING)
		entrance, floor, room = flat % 2 + 1, flat // 8 + 1, flat // 2 % 4 + 1
		person = people + number
		owner, phone = name(person), f"13{person % 1_000_000_000:09d}"
		two = number % 10 == 0
		yield (
			f"{building + 1}栋", f"{entrance}单元", f"{floor}{room:02d}室", f"{floor}层", "89.5㎡", "72.1", "住宅",
			f"{owner}、{owner}甲" if two else owner, "各半" if two else "", phone, "" if two else citizen(person),
			"2019/3/5", f"P{number:06d}" if number % 3 == 0 else "",
		)  # fmt: skip


def name(number: int) -> str:
	return SURNAMES[number % 12] + GIVEN[number // 12 % 10] + GIVEN[number // 120 % 10]


def citizen(number: int) -> str:
	digits = f"4403{number // 365_000 % 100:02d}{1950 + number // 1000 % 50}{number % 12 + 1:02d}{number // 12 % 28 + 1:02d}{number % 1000:03d}"
	return digits + "10X98765432"[sum(int(d) * w for d, w in zip(digits, WEIGHTS, strict=True)) % 11]


def as_csv(count: int, people: int) -> bytes:
	out = io.StringIO()
	writer = csv.writer(out)
	writer.writerows((HEADER, *rows(count, people)))
	return out.getvalue().encode("gb18030")


def as_xlsx(count: int, people: int) -> bytes:
	from openpyxl import Workbook

	book = Workbook(write_only=True)
	sheet = book.create_sheet()
	for row in (HEADER, *rows(count, people)):
		sheet.append(row)
	out = io.BytesIO()
	book.save(out)
	return out.getvalue()


def measured(action: Callable[[], dict], count: int) -> dict[str, Any]:
	# MariaDB's own count of statements; the query builder has no SHOW.
	before = int(frappe.db.sql("SHOW SESSION STATUS LIKE 'Questions'")[0][1])
	started, processor = time.perf_counter(), time.process_time()
	result = action()
	seconds = time.perf_counter() - started
	after = int(frappe.db.sql("SHOW SESSION STATUS LIKE 'Questions'")[0][1])
	return {
		"seconds": round(seconds, 1),
		"processor_seconds": round(time.process_time() - processor, 1),
		"rows_per_second": round(count / seconds),
		"queries_per_row": round((after - before) / count, 2),
		**{key: value for key, value in result.items() if value},
	}


if __name__ == "__main__":
	main()

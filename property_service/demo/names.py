"""Names, phone numbers and identity numbers that look right and belong to nobody. Pure: a key gives a person.

Every figure is drawn from a generator seeded with the person's key, so a person is the same on every machine and
in whatever order people are asked for.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date, timedelta
from itertools import count
from random import Random
from typing import Literal

SEED = "cloud-harbour-1"

# The forty most frequent family names and how many in a hundred bear them, roughly as the Ministry of Public
# Security's yearly name report has it; a few rare and two-character ones stand for the rest.
FAMILY_NAMES = (
	"王", "李", "张", "刘", "陈", "杨", "黄", "赵", "吴", "周", "徐", "孙", "马", "朱", "胡", "郭", "何", "高", "林", "罗",
	"郑", "梁", "谢", "宋", "唐", "许", "韩", "冯", "邓", "曹", "彭", "曾", "萧", "田", "董", "袁", "潘", "于", "蒋", "蔡",
	"余", "杜", "叶", "程", "苏", "魏", "吕", "丁", "任", "沈", "姚", "卢", "姜", "崔", "钟", "谭", "陆", "汪", "范", "金",
	"欧阳", "上官", "诸葛", "司马",
)  # fmt: skip
FAMILY_WEIGHTS = tuple([30] * 5 + [14] * 15 + [6] * 20 + [3] * 20 + [1] * 4)

GENDERS = ("Male", "Female")
GIVEN_MALE = (
	"伟", "强", "磊", "军", "勇", "杰", "涛", "明", "超", "鹏", "浩", "宇轩", "子轩", "志强", "建国", "建华", "国强", "海波",
	"俊杰", "文博", "浩然", "思远", "家豪", "志远", "晓东", "立新", "永康", "振华", "嘉诚", "天佑", "一鸣", "承泽", "景行", "少华",
)  # fmt: skip
GIVEN_FEMALE = (
	"芳", "娜", "敏", "静", "丽", "燕", "洁", "婷", "雪", "颖", "倩", "秀英", "桂英", "玉兰", "秀兰", "晓燕", "丽华", "雅琴", "诗涵",
	"欣怡", "梓涵", "雨桐", "佳怡", "思琪", "慧敏", "淑珍", "美玲", "晓雯", "婉清", "若兰", "语嫣", "海燕", "春梅", "雅婷",
)  # fmt: skip
COMPANY_WORDS = (
	"云溪",
	"聚鑫",
	"百味",
	"同和",
	"悦邻",
	"鼎盛",
	"康桥",
	"新禾",
	"锦程",
	"蓝湾",
	"橙子",
	"福满",
	"一品",
	"青松",
)
COMPANY_TRADES = (
	"便利店", "餐饮管理", "大药房", "商贸", "房地产经纪", "教育咨询", "洗衣服务", "果品", "五金建材", "健身管理",
)  # fmt: skip

# No operator has been given this range, and no region this area code: no number here reaches or names anybody.
PHONE_RANGE = "154"
ID_AREA = "990101"
ID_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
ID_CHECK_DIGITS = "10X98765432"
LICENCE_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
LICENCE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)
MAIL_DOMAIN = "demo.invalid"


@dataclass(frozen=True)
class Person:
	"""One person or company. `key` is unique; the numbers are None where the front desk never got them."""

	key: str
	name: str
	owner_type: Literal["Individual", "Company"] = "Individual"
	gender: Literal["", "Male", "Female"] = ""
	mobile: str | None = None
	id_number: str | None = None
	birthday: date | None = None
	email: str | None = None


def drawn_for(key: str) -> Random:
	"""Return a generator whose draws depend on `key` alone."""
	return Random(f"{SEED}:{key}")


def make_person(
	key: str,
	*,
	family_name: str | None = None,
	gender: str | None = None,
	born: tuple[int, int] = (1952, 1998),
	email_rate: float = 0.4,
) -> Person:
	"""Return the person of a key.

	Args:
		family_name: for relatives; otherwise drawn by frequency.
		gender: Male or Female, drawn when left out.
		born: first and last year of birth.
		email_rate: chance in 0..1 that an e-mail address is known.
	"""
	draw = drawn_for(key)
	gender = gender or draw.choice(GENDERS)
	family = family_name or draw.choices(FAMILY_NAMES, FAMILY_WEIGHTS)[0]
	given = draw.choice(GIVEN_MALE if gender == "Male" else GIVEN_FEMALE)
	birthday = date(draw.randint(*born), 1, 1) + timedelta(days=draw.randrange(365))
	mobile = make_mobile(draw)
	return Person(
		key=key,
		name=family + given,
		gender=gender,
		mobile=mobile,
		id_number=make_id_number(draw, birthday, gender),
		birthday=birthday,
		email=f"{mobile}@{MAIL_DOMAIN}" if draw.random() < email_rate else None,
	)


def make_company(key: str, city: str) -> Person:
	"""Return the company of a key, with a business licence number and the phone of its desk."""
	draw = drawn_for(key)
	name = f"{city}{draw.choice(COMPANY_WORDS)}{draw.choice(COMPANY_TRADES)}有限公司"
	mobile = make_mobile(draw)
	return Person(
		key=key,
		name=name,
		owner_type="Company",
		mobile=mobile,
		id_number=make_licence_number(draw),
		email=f"{mobile}@{MAIL_DOMAIN}",
	)


def spouse_of(person: Person, key: str, *, shares_phone: bool) -> Person:
	"""Return the wife or husband of `person`, who keeps a name of her or his own."""
	year = (person.birthday or date(1975, 1, 1)).year
	other = GENDERS[1 - GENDERS.index(person.gender or "Male")]
	spouse = make_person(key, gender=other, born=(year - 4, year + 4), email_rate=0.15)
	return _with_phone_of(spouse, person) if shares_phone else spouse


def relative_of(person: Person, key: str, *, shares_phone: bool, taken: Collection[str] = ()) -> Person:
	"""Return a family member of `person`, who may have only the family's phone.

	Args:
		taken: names that other members of the family bear already.
	"""
	family, names = family_name_of(person.name), {person.name, *taken}
	candidates = (make_person(f"{key}:{attempt}", family_name=family, email_rate=0.15) for attempt in count())
	relative = next(candidate for candidate in candidates if candidate.name not in names)
	relative = replace(relative, key=key)
	return _with_phone_of(relative, person) if shares_phone else relative


def _with_phone_of(relative: Person, person: Person) -> Person:
	return replace(relative, mobile=person.mobile, email=None)


def family_name_of(name: str) -> str:
	return name[:2] if name[:2] in FAMILY_NAMES else name[:1]


def make_mobile(draw: Random) -> str:
	return f"{PHONE_RANGE}{draw.randrange(10**8):08d}"


def make_id_number(draw: Random, birthday: date, gender: str) -> str:
	"""Return an 18-digit number: area, birthday, order (odd for men) and check digit (GB 11643-1999)."""
	order = draw.randrange(1, 500) * 2 - (1 if gender == "Male" else 0)
	body = f"{ID_AREA}{birthday:%Y%m%d}{order:03d}"
	return body + id_check_digit(body)


def id_check_digit(body: str) -> str:
	"""Return the check digit of the first 17 digits (ISO 7064 MOD 11-2, GB 11643-1999 §5)."""
	total = sum(int(digit) * weight for digit, weight in zip(body, ID_WEIGHTS, strict=True))
	return ID_CHECK_DIGITS[total % 11]


def make_licence_number(draw: Random) -> str:
	"""Return an 18-character unified social credit code: company, area, body and check sign (GB 32100-2015)."""
	body = f"91{ID_AREA}MA{draw.randrange(10**7):07d}"
	values = (
		LICENCE_ALPHABET.index(sign) * weight for sign, weight in zip(body, LICENCE_WEIGHTS, strict=True)
	)
	return body + LICENCE_ALPHABET[-sum(values) % 31]

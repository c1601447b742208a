"""What residents may upload: photos and PDF, told by their content. Pure: no frappe.

The name a phone gives a file is thrown away: it says nothing about the content, may hold personal data, and a random
one cannot be guessed by whoever else knows that a case exists.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from io import BytesIO
from typing import Literal

import filetype
from PIL import Image
from pypdf import PdfReader

ALLOWED = {
	"image/jpeg": "jpg",
	"image/png": "png",
	"image/webp": "webp",
	"image/heic": "heic",
	"application/pdf": "pdf",
}
MOST_FILES = 9
Fault = Literal["empty", "type", "size", "count", "broken", "active"]
# A PDF viewer or an old browser could run what is hidden behind a picture's first bytes.
_PAGE_MARKS = (b"<svg", b"<html", b"<script", b"<!doctype", b"<?xml", b"<?php")
_HEAD_BYTES = 512


class UploadFault(Exception):
	"""A file is refused; `fault` says why and `place` which one, counted from 1."""

	def __init__(self, fault: Fault, place: int = 0) -> None:
		super().__init__(fault)
		self.fault = fault
		self.place = place


@dataclass(frozen=True, slots=True)
class Upload:
	"""One file that may be attached: the name we give it and its bytes."""

	file_name: str
	content: bytes


def extension_of(content: bytes) -> str | None:
	"""Return the extension that fits the content, None when such content is not allowed."""
	head = content[:_HEAD_BYTES].lower()
	if any(mark in head for mark in _PAGE_MARKS):
		return None
	kind = filetype.guess(content)
	return ALLOWED.get(kind.mime) if kind else None


def fault_inside(content: bytes, extension: str) -> Fault | None:
	"""Return what is wrong inside a file of an allowed kind: "broken", "active" for a PDF with a program, or None.

	Frappe reads photos and PDF while storing them and stops at a damaged one. HEIC is taken by its first bytes alone,
	nothing here or there reads it.
	"""
	if extension == "heic":
		return None
	try:
		if extension == "pdf":
			return "active" if _is_active(PdfReader(BytesIO(content))) else None
		with Image.open(BytesIO(content)) as image:
			image.verify()
	except Exception:  # both libraries raise whatever they stumble over
		return "broken"
	return None


def _is_active(paper: PdfReader) -> bool:
	"""Return whether a PDF starts something by itself or carries scripts or other files (ISO 32000 §7.7, §12.6)."""
	if not len(paper.pages):
		raise ValueError("no page")
	root = paper.trailer["/Root"]
	names, first = root.get("/Names") or {}, root.get("/OpenAction")
	# A destination or GoTo only says which page to show first; many programs write one.
	starts = isinstance(first, dict) and first.get("/S") != "/GoTo"
	return starts or "/AA" in root or "/JavaScript" in names or "/EmbeddedFiles" in names


def checked(contents: Iterable[bytes], largest: int, new_name: Callable[[], str]) -> list[Upload]:
	"""Return the files to attach.

	Args:
		contents: the bytes of each file.
		largest: the largest size of one file in bytes.
		new_name: makes a name without an extension that nobody can guess.

	Raises:
		UploadFault: a file is empty, too large, damaged or of a kind that is not allowed, or there are too many.
	"""
	contents = list(contents)
	if len(contents) > MOST_FILES:
		raise UploadFault("count")
	uploads = []
	for place, content in enumerate(contents, 1):
		extension = extension_of(content)
		if not content:
			raise UploadFault("empty", place)
		if len(content) > largest:
			raise UploadFault("size", place)
		if not extension:
			raise UploadFault("type", place)
		if fault := fault_inside(content, extension):
			raise UploadFault(fault, place)
		uploads.append(Upload(f"{new_name()}.{extension}", content))
	return uploads

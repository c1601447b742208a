"""Which files may be attached to a case or a visit, judged by name, first bytes and size. Pure: no frappe.

What a browser might run (svg, html, xml) and what a computer might (exe, scripts) is left out by listing what is
allowed; the first bytes have to agree with the name, so a renamed page does not pass as a photo.
"""

from __future__ import annotations

from typing import Literal

Fault = Literal["type", "content", "size", "empty"]
HEAD_BYTES = 1024
_ISO_MEDIA = (4, b"ftyp")
_ZIP = (0, b"PK\x03\x04")
_OLE = (0, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_JPEG = (0, b"\xff\xd8\xff")
# Extension → the (offset, bytes) marks of which one has to be there.
MARKS: dict[str, tuple[tuple[int, bytes], ...]] = {
	"jpg": (_JPEG,),
	"jpeg": (_JPEG,),
	"png": ((0, b"\x89PNG\r\n\x1a\n"),),
	"gif": ((0, b"GIF8"),),
	"webp": ((8, b"WEBP"),),
	"heic": (_ISO_MEDIA,),
	"heif": (_ISO_MEDIA,),
	"mp4": (_ISO_MEDIA,),
	"m4a": (_ISO_MEDIA,),
	"3gp": (_ISO_MEDIA,),
	"mov": (_ISO_MEDIA, (4, b"moov"), (4, b"mdat"), (4, b"wide"), (4, b"free")),
	"webm": ((0, b"\x1a\x45\xdf\xa3"),),
	"mp3": ((0, b"ID3"), (0, b"\xff\xfb"), (0, b"\xff\xf3"), (0, b"\xff\xf2")),
	"wav": ((8, b"WAVE"),),
	"amr": ((0, b"#!AMR"),),
	"pdf": ((0, b"%PDF-"),),
	"docx": (_ZIP,),
	"xlsx": (_ZIP,),
	"doc": (_OLE,),
	"xls": (_OLE,),
}
ALLOWED_EXTENSIONS = tuple(MARKS)
EVIDENCE_EXTENSIONS = ("jpg", "jpeg", "png", "webp", "heic", "heif", "pdf")
_PAGE_MARKS = (b"<svg", b"<html", b"<script", b"<!doctype", b"<?xml")


def extension_of(file_name: str | None) -> str:
	"""Return the last extension in lower case without its dot, "" when there is none."""
	name = (file_name or "").strip().lower()
	return name.rsplit(".", 1)[1] if "." in name else ""


def fault_of(file_name: str | None, head: bytes, size: int, largest: int) -> Fault | None:
	"""Return what is wrong with a file, None when it may be attached.

	Args:
		file_name: as the sender calls it.
		head: its first bytes, `HEAD_BYTES` are enough.
		size: its size in bytes.
		largest: the largest size allowed in bytes.
	"""
	marks = MARKS.get(extension_of(file_name))
	if marks is None:
		return "type"
	if not size:
		return "empty"
	if size > largest:
		return "size"
	if not any(head[at : at + len(mark)] == mark for at, mark in marks) or _looks_like_a_page(head):
		return "content"
	return None


def _looks_like_a_page(head: bytes) -> bool:
	return any(mark in head[:256].lower() for mark in _PAGE_MARKS)

"""Which files may be attached."""

from __future__ import annotations

import pytest

from property_service.casework.attachments import ALLOWED_EXTENSIONS, extension_of, fault_of

MB = 1024 * 1024
JPEG = b"\xff\xd8\xff\xe0" + b"\0" * 60
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 60
HEIC = b"\0\0\0\x18ftypheic" + b"\0" * 60
MP4 = b"\0\0\0\x20ftypisom" + b"\0" * 60
WEBP = b"RIFF\x10\0\0\0WEBPVP8 "


def fault(name: str, head: bytes, size: int | None = None, largest: int = 10 * MB) -> str | None:
	return fault_of(name, head, len(head) if size is None else size, largest)


@pytest.mark.parametrize(
	("name", "head"),
	[
		("leak.jpg", JPEG),
		("LEAK.JPEG", JPEG),
		("a.png", PNG),
		("iphone.heic", HEIC),
		("clip.mp4", MP4),
		("a.webp", WEBP),
		("letter.pdf", b"%PDF-1.7\n"),
		("contract.docx", b"PK\x03\x04...."),
		("渗漏 现场.jpg", JPEG),
	],
)
def test_photos_films_and_letters_are_taken(name: str, head: bytes) -> None:
	assert fault(name, head) is None


@pytest.mark.parametrize(
	"name", ["a.svg", "a.html", "a.xml", "a.exe", "a.js", "a.php", "a", "", "a.jpg.svg", "a.zip"]
)
def test_what_a_browser_or_computer_might_run_is_refused(name: str) -> None:
	assert fault(name, JPEG) == "type"


@pytest.mark.parametrize(
	("name", "head"),
	[
		("a.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'>"),
		("a.png", JPEG),
		("a.pdf", b"<html>%PDF-"),
		("a.jpg", b"\xff\xd8\xff<script>alert(1)</script>"),
		("a.mp4", b"MZ\x90\0"),
	],
)
def test_a_name_that_lies_about_the_content_is_refused(name: str, head: bytes) -> None:
	assert fault(name, head) == "content"


def test_the_size_limit_is_inclusive() -> None:
	assert fault("a.jpg", JPEG, size=MB, largest=MB) is None
	assert fault("a.jpg", JPEG, size=MB + 1, largest=MB) == "size"


def test_an_empty_file_is_refused() -> None:
	assert fault("a.jpg", b"") == "empty"


def test_the_last_extension_counts() -> None:
	assert extension_of("photo.JPG ") == "jpg"
	assert extension_of("archive.tar.gz") == "gz"
	assert extension_of(None) == ""


def test_nothing_that_runs_is_on_the_list() -> None:
	assert not {"svg", "html", "htm", "xml", "exe", "js", "xhtml", "mht"} & set(ALLOWED_EXTENSIONS)

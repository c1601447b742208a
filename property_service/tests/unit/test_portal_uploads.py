"""Which files residents may send, told by their content."""

from __future__ import annotations

from io import BytesIO
from itertools import count

import pytest
from PIL import Image
from pypdf import PdfWriter

from property_service.portal.uploads import MOST_FILES, UploadFault, checked, extension_of

LARGEST = 100_000


def picture(kind: str) -> bytes:
	stream = BytesIO()
	Image.new("RGB", (16, 16), (200, 30, 30)).save(stream, kind)
	return stream.getvalue()


def paper() -> bytes:
	stream = BytesIO()
	writer = PdfWriter()
	writer.add_blank_page(100, 100)
	writer.write(stream)
	return stream.getvalue()


def names():
	numbers = count(1)
	return lambda: f"name{next(numbers)}"


def fault_of(*contents: bytes) -> tuple[str, int]:
	with pytest.raises(UploadFault) as refused:
		checked(contents, LARGEST, names())
	return refused.value.fault, refused.value.place


def test_photos_and_pdf_get_our_name_and_the_extension_of_their_content() -> None:
	uploads = checked([picture("JPEG"), picture("PNG"), picture("WEBP"), paper()], LARGEST, names())
	assert [upload.file_name for upload in uploads] == ["name1.jpg", "name2.png", "name3.webp", "name4.pdf"]


def test_heic_of_a_phone_is_taken_by_its_first_bytes() -> None:
	heic = b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic" + b"\x00" * 64
	assert extension_of(heic) == "heic"
	assert checked([heic], LARGEST, names())[0].file_name == "name1.heic"


@pytest.mark.parametrize(
	"content",
	[
		b"<html><script>alert(1)</script></html>",
		b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
		b"<?xml version='1.0'?><x/>",
		b"MZ\x90\x00 not a photo",
		b"just text",
		b"PK\x03\x04 archive",
		b"GIF89a" + b"\x00" * 50,
		b"\x00\x00\x00\x18ftypmp42" + b"\x00" * 64,
		b"\xff\xd8\xff\xe0<script>alert(1)</script>",
		b"\x89PNG\r\n\x1a\n<svg onload=alert(1)>",
		b"%PDF-1.4 <html><body onload=alert(1)>",
	],
)
def test_what_a_browser_or_computer_could_run_is_refused(content: bytes) -> None:
	assert fault_of(picture("PNG"), content) == ("type", 2)


@pytest.mark.parametrize(
	"content", [b"\xff\xd8\xff\xe0" + b"\x00" * 40, b"%PDF-1.4\nnothing", picture("PNG")[:40]]
)
def test_damaged_file_is_refused_before_it_stops_the_server(content: bytes) -> None:
	assert fault_of(content) == ("broken", 1)


def test_pdf_that_carries_a_program_or_another_file_is_refused() -> None:
	for add in (lambda pdf: pdf.add_js("app.alert(1)"), lambda pdf: pdf.add_attachment("virus.exe", b"MZ")):
		stream, writer = BytesIO(), PdfWriter()
		writer.add_blank_page(100, 100)
		add(writer)
		writer.write(stream)
		assert fault_of(stream.getvalue()) == ("active", 1)


def test_empty_large_and_too_many_are_told_apart() -> None:
	assert fault_of(b"") == ("empty", 1)
	assert fault_of(picture("PNG") + b"\x00" * LARGEST) == ("size", 1)
	assert fault_of(*[picture("PNG")] * (MOST_FILES + 1)) == ("count", 0)


def test_no_file_is_fine() -> None:
	assert checked([], LARGEST, names()) == []

"""Small photos for cases, painted by code: a wall, tiles or floor with a stain on it. Pure; PNG by the standard library."""

from __future__ import annotations

import struct
import zlib

from property_service.demo.names import drawn_for

WIDTH, HEIGHT = 320, 240
WALLS = ((226, 222, 212), (205, 214, 219), (188, 182, 172), (214, 205, 190))
STAINS = ((120, 98, 70), (88, 96, 104), (70, 88, 66))
PNG_SIGNATURE = b"\x89PNG\r\n\x1a\n"
Color = tuple[int, int, int]


def paint_photo(key: str) -> bytes:
	"""Return a PNG of 320 × 240 pixels; the same key paints the same picture."""
	draw = drawn_for(f"photo:{key}")
	wall, stain = draw.choice(WALLS), draw.choice(STAINS)
	tile = draw.choice((40, 64, 80))
	center = (draw.randrange(90, 230), draw.randrange(70, 170))
	radii = (draw.randrange(40, 90), draw.randrange(25, 60))
	rows = bytearray()
	for y in range(HEIGHT):
		rows.append(0)  # PNG filter type of the line: none
		for x in range(WIDTH):
			rows += bytes(_pixel(x, y, wall, stain, tile, center, radii))
	return _png(bytes(rows))


def _pixel(
	x: int, y: int, wall: Color, stain: Color, tile: int, center: tuple[int, int], radii: tuple[int, int]
) -> Color:
	light = 1 - 0.25 * y / HEIGHT
	base = (150, 148, 144) if x % tile == 0 or y % tile == 0 else wall
	distance = ((x - center[0]) / radii[0]) ** 2 + ((y - center[1]) / radii[1]) ** 2
	share = 0.75 * (1 - distance) if distance < 1 else 0.0
	return tuple(
		int((part * (1 - share) + other * share) * light) for part, other in zip(base, stain, strict=True)
	)  # type: ignore[return-value]


def _png(lines: bytes) -> bytes:
	header = struct.pack(">IIBBBBB", WIDTH, HEIGHT, 8, 2, 0, 0, 0)
	return (
		PNG_SIGNATURE
		+ _chunk(b"IHDR", header)
		+ _chunk(b"IDAT", zlib.compress(lines, 9))
		+ _chunk(b"IEND", b"")
	)


def _chunk(kind: bytes, data: bytes) -> bytes:
	return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))

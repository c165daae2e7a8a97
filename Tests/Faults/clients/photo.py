"""A photo to send: a PNG of one colour."""

import struct
import zlib
from pathlib import Path


def write_photo(path: Path, width: int = 48, height: int = 32) -> Path:
    rows = (b"\0" + bytes([90, 120, 150]) * width) * height
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = [(b"IHDR", header), (b"IDAT", zlib.compress(rows)), (b"IEND", b"")]
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + b"".join(chunk(name, content) for name, content in chunks))
    return path


def chunk(name: bytes, content: bytes) -> bytes:
    return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

"""Text in PNG files (chunk tEXt of the PNG specification): a picture's own parameters."""

import zlib
from typing import BinaryIO

SIGNATURE = b"\x89PNG\r\n\x1a\n"
HEAD = 33
"""Bytes of the signature and the first chunk, after which text may stand."""
MAX_CHUNKS = 65_536
"""Chunks that are looked at: those of the largest picture, four times over."""


def annotate(picture: bytes, keyword: str, text: str) -> bytes:
    """Return a PNG file with a text behind its head.

    Parameters
    ----------
    picture : bytes
        A PNG file.
    keyword, text : str
        In ASCII.
    """
    body = b"tEXt" + keyword.encode("ascii") + b"\0" + text.encode("ascii")
    chunk = (len(body) - 4).to_bytes(4) + body + zlib.crc32(body).to_bytes(4)
    return picture[:HEAD] + chunk + picture[HEAD:]


def read_text(file: BinaryIO, keyword: str, longest: int) -> str | None:
    """Return the first text under a keyword in a PNG file.

    Parameters
    ----------
    file : binary file
        Read from where it stands.
    keyword : str
    longest : int
        Characters that a text may have.

    Returns
    -------
    str or None
        None if there is none.

    Raises
    ------
    ValueError
        If it is no PNG file, the text is too long or damaged.
    """
    if file.read(len(SIGNATURE)) != SIGNATURE:
        raise ValueError("the picture must be a PNG file")
    start = keyword.encode("ascii") + b"\0"
    for _ in range(MAX_CHUNKS):
        head = file.read(8)
        if len(head) < 8 or head[4:] == b"IEND":
            return None
        length = int.from_bytes(head[:4])
        if head[4:] != b"tEXt" or length < len(start):
            file.seek(length + 4, 1)
            continue
        found = file.read(len(start))
        if found != start:
            file.seek(length - len(found) + 4, 1)
            continue
        if length - len(start) > longest:
            raise ValueError(
                f"the picture's parameters must have at most {longest} characters, got {length - len(start)}"
            )
        text = file.read(length - len(start))
        if file.read(4) != zlib.crc32(b"tEXt" + start + text).to_bytes(4):
            raise ValueError("the picture's parameters are damaged")
        return text.decode("latin-1")
    return None

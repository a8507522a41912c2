"""Bytes to text, and text to the one form that every offset counts in."""

import re
import unicodedata

from kg.errors import ArticleError

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_MAGIC = {
    b"%PDF": "a PDF file; save its text as .txt",
    b"PK\x03\x04": "a ZIP or Office file; save its text as .txt",
    b"\xd0\xcf\x11\xe0": "an old Office file; save its text as .txt",
    b"\x1f\x8b": "compressed; unpack it first (gzip -d)",
    b"BZh": "compressed; unpack it first (bzip2 -d)",
    b"\xfd7zXZ": "compressed; unpack it first (xz -d)",
    b"\x28\xb5\x2f\xfd": "compressed; unpack it first (zstd -d)",
}
_PRESS = frozenset("áéíóúüñçàèòïäëöêîôûåøßœÁÉÍÓÚÜÑÇÀÈÒÏÖªº¿¡«»“”‘’–—…·•€£§©®™°´\xa0\xad")
_BREAKS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")


def decode(data: bytes, declared: str | None = None) -> str:
    r"""The text of a file: UTF-8, UTF-16 with its mark, the encoding that the page declares, or Windows-1252.

    Windows-1252 (and with it Latin-1) is taken only where it is certain: every character beyond ASCII that it gives
    is a letter or sign of the Spanish or English press. UTF-8 with one broken byte never passes for it, since its
    lead bytes give 'Ã' or 'Â'.

    >>> decode("Telefónica compró".encode("cp1252"))
    'Telefónica compró'

    Raises:
        ArticleError: the bytes are no text, or in no encoding that can be told.
    """
    refuse_binary(data)
    codec = next((codec for mark, codec in _MARKS if data.startswith(mark)), None)
    try:
        return data.decode(codec or "utf-8")
    except UnicodeDecodeError as error:
        if codec:
            raise ArticleError(f"is not the {codec} that its first bytes announce") from error
        return _decode_otherwise(data, declared, error.start)


def refuse_binary(data: bytes) -> None:
    """Nothing, for what may be text.

    Raises:
        ArticleError: the bytes are a known kind of file that is no text, or hold NUL bytes without being UTF-16.
    """
    if kind := next((kind for magic, kind in _MAGIC.items() if data.startswith(magic)), None):
        raise ArticleError(f"is {kind}")
    if b"\0" in data and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise ArticleError(f"is no text: NUL byte at {data.index(0)}; give a .txt, .html, .json or .jsonl file")


def _decode_otherwise(data: bytes, declared: str | None, at: int) -> str:
    for codec in filter(None, (declared, "cp1252")):
        try:
            text = data.decode("cp1252" if codec.lower() in {"iso-8859-1", "latin-1", "latin1"} else codec)
        except (LookupError, UnicodeError):
            continue
        if codec == declared or _of_the_press(text):
            return text
    raise ArticleError(f"is neither UTF-8 nor surely Windows-1252 (byte {at}); convert it with iconv -t UTF-8")


def _of_the_press(text: str) -> bool:
    return all(c in _PRESS for c in text if ord(c) > 127)


def normalise(text: str) -> str:
    r"""The text in the form that offsets count in.

    NFC; line breaks of every kind as ``\n``; tabs as spaces; control and invisible format
    characters (soft hyphens, marks of direction) left out; half a surrogate pair as U+FFFD; no space around the whole.

    >>> normalise("Uno\u0301\r\ndo\u00ads\t tres\x07")
    'Unó\ndos  tres'
    """
    lines = _BREAKS.sub("\n", text).replace("\t", " ")
    kept = unicodedata.normalize("NFC", "".join(_keep(c) for c in lines)) if _untidy(lines) else lines
    return kept.strip(" \n")


def _untidy(text: str) -> bool:
    return not (text.isascii() and text.replace("\n", " ").isprintable())


def _keep(character: str) -> str:
    match unicodedata.category(character):
        case "Cc" | "Cf" if character not in "\n\u200d":
            return ""
        case "Cs":
            return "\ufffd"
    return character

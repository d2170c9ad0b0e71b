"""Opening a zip package without trusting what its directory promises."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterator

from lxml import etree

from plans.reading.refusals import Unreadable

MAX_UNPACKED = 60 * 1024 * 1024
MAX_PART = 40 * 1024 * 1024
MAX_PARTS = 5000
_SAFE = {"resolve_entities": False, "no_network": True, "load_dtd": False, "huge_tree": False}


class Package:
    def __init__(self, data: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except (zipfile.BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise Unreadable("corrupt") from error
        infos = self._zip.infolist()
        if len(infos) > MAX_PARTS or sum(info.file_size for info in infos) > MAX_UNPACKED:
            raise Unreadable("zip_bomb")
        if any(info.flag_bits & 1 for info in infos):
            raise Unreadable("password")
        self.names = {info.filename for info in infos}

    def read(self, name: str) -> bytes:
        """The bytes of a part; the directory's size may lie, so reading counts as well."""
        try:
            with self._zip.open(name) as part:
                content = part.read(MAX_PART + 1)
        except (
            zipfile.BadZipFile,
            zlib.error,
            KeyError,
            EOFError,
            OSError,
            NotImplementedError,
            ValueError,
        ) as error:
            raise Unreadable("corrupt") from error
        if len(content) > MAX_PART:
            raise Unreadable("zip_bomb")
        return content

    def elements(self, name: str, *tags: str) -> Iterator[etree._Element]:
        """Elements of a part one by one, each forgotten when the next comes: for parts that may be long."""
        content = self._checked(name)
        try:
            found = etree.iterparse(
                io.BytesIO(content),
                tag=tags,
                resolve_entities=False,
                no_network=True,
                load_dtd=False,
                huge_tree=False,
            )
            for _, element in found:
                yield element
                element.clear()
                while element.getprevious() is not None and element.getparent() is not None:
                    del element.getparent()[0]
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("corrupt") from error

    def _checked(self, name: str) -> bytes:
        content = self.read(name)
        if _declares_entities(content):
            raise Unreadable("dtd")
        return content

    def xml(self, name: str) -> etree._Element:
        content = self._checked(name)
        try:
            return etree.fromstring(content, etree.XMLParser(remove_comments=True, **_SAFE))
        except (etree.XMLSyntaxError, ValueError) as error:
            raise Unreadable("corrupt") from error


def _declares_entities(content: bytes) -> bool:
    """A DTD may also hide in UTF-16; zero bytes are dropped before looking."""
    start = content.replace(b"\0", b"")
    return bool(re.search(rb"<!\s*(DOCTYPE|ENTITY)", start, re.IGNORECASE))

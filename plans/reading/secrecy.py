"""Documents stamped MẬT, TỐI MẬT or TUYỆT MẬT must not enter the system."""

import re

from plans.reading.blocks import Document, Paragraph, table_lines

_STAMP = re.compile(r"^\W*(?:ĐỘ MẬT\s*:?\s*)?(?:TUYỆT MẬT|TỐI MẬT|MẬT)\W*$")
_FIRST_LINES = 30


def is_stamped_secret(document: Document) -> bool:
    """The stamp is a line of its own, in capitals; "bảo mật" in running text is none."""
    lines = list(document.marks)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            lines.append(block.text)
        elif index < _FIRST_LINES and len(block.rows) <= 4:  # the letterhead is a small table
            lines += table_lines(block)
    return any(_STAMP.match(line.upper() if line.lower().startswith("độ mật") else line) for line in lines)

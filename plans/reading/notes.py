"""Remarks on the source that a person should know: pages that stand in it twice."""

from plans.reading.blocks import Document, Paragraph
from plans.reading.wording import fold

_LONG, _SEVERAL = 80, 3  # short lines and single ones repeat by right


def notes_on(document: Document) -> list[str]:
    """One sentence for each stretch of paragraphs that stood in the document before."""
    seen: set[str] = set()
    notes: list[str] = []
    run: list[Paragraph] = []
    for block in document.blocks:
        if not isinstance(block, Paragraph) or len(block.text) < _LONG:
            continue
        words = fold(block.text)
        if words in seen:
            run.append(block)
            continue
        notes += _note(run)
        run = []
        seen.add(words)
    return notes + _note(run)


def _note(run: list[Paragraph]) -> list[str]:
    if len(run) < _SEVERAL:
        return []
    return [
        f"Đoạn {run[0].number}-{run[-1].number} lặp lại nội dung đã có phía trên; có thể một trang bị quét hai lần."
    ]

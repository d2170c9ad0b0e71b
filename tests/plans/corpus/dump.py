"""A paper as the plain text that comes out of a dump: tables as pipes or tabs, or lines broken hard."""

import textwrap

from .paper import Appendix, Grid, Paper, Para
from .word import MOTTO


def txt_bytes(paper: Paper) -> bytes:
    appendices = [n for n, block in enumerate(paper.blocks) if isinstance(block, Appendix)]
    body = appendices[0] if appendices else len(paper.blocks)
    lines = _letterhead(paper) + _blocks(paper, paper.blocks[:body])
    lines += ["", "Nơi nhận:", *paper.lines("to"), "", *paper.lines("post"), "", paper.facts["signer"], ""]
    return "\n".join(lines + _blocks(paper, paper.blocks[body:])).encode()


def _letterhead(paper: Paper) -> list[str]:
    left = paper.lines("org") + paper.lines("number_line") + paper.lines("about")
    right = [*MOTTO, paper.facts["date_line"]]
    if paper.facts["dump"] != "pipe":
        return [*left, *right, "", *paper.lines("title_lines"), ""]
    tall = max(len(left), len(right))
    pairs = zip(left + [""] * (tall - len(left)), right + [""] * (tall - len(right)), strict=True)
    return [f"| {a} | {b} |" for a, b in pairs] + ["", *paper.lines("title_lines"), ""]


def _blocks(paper: Paper, blocks: list) -> list[str]:
    lines, count = [], 0
    for block in blocks:
        count = count + 1 if isinstance(block, Para) and block.style == "list" else 0
        lines += _block(block, paper.facts["dump"], count)
    return lines


def _block(block: Para | Appendix | Grid, dump: str, count: int) -> list[str]:
    if isinstance(block, Appendix):
        return ["", *block.lines, ""]
    if isinstance(block, Grid):
        return ["", *_grid(block, dump), ""]
    text = f"{count}. {block.text}" if count else block.text
    if dump == "wrap":
        return textwrap.wrap(text, 84, break_on_hyphens=False)
    return [text, ""] if dump == "pipe" else [text]


def _grid(grid: Grid, dump: str) -> list[str]:
    rows = [["" if text in ("<", "^") else text for text in row] for row in grid.head + grid.rows]
    if dump == "tab":
        return ["\t".join(text.replace("\n", " ") for text in row) for row in rows]
    join = "<br>" if dump == "pipe" else " "
    lines = ["| " + " | ".join(text.replace("\n", join) for text in row) + " |" for row in rows]
    rule = ["|" + " --- |" * len(rows[0])] if dump == "pipe" else []
    return lines[: len(grid.head)] + rule + lines[len(grid.head) :]

"""Invented assigning documents of eight issuers, and what a reader must get out of each.

`papers/NAME.txt` is a document and its truth in one: "key: value" lines, "---", then the text. A line
is a paragraph; "# " before it makes a heading, "= " a centred line, "+ " one that Word numbers itself,
"== a / b" starts an appendix. Lines that begin with "@" are the truth and belong to what is above:

    @ ID | leads | partners | due | product   the paragraph above is this task (see dues.py for due)
    @lines N        that task is the N paragraphs above, joined
    @content TEXT   the wording of that task where it is not the paragraph without its number
    @also TEXT      another fair wording of that task
    @free           the paragraph above may be read as a task or not
    @indicator >= 80 %; > 3 triệu lượt        the paragraph above is an indicator with these targets
    @report who; who > to | cadence/cadence | due // due
    @table COLUMNS prefix=II.1 title=TITLE    a table; COLUMNS names its cells where it holds tasks

In a table "!| a | b" is a row of the header, "|# A | TEXT" a group, "| a | b @ due" a task and without
"@" a heading; "<" continues the cell on the left, "^" the one above; "⏎" is a new line in a cell; "{…}"
marks a unit where a cell names several; "@units leads | partners" follows where the cells do not name
them. In a table without COLUMNS "@" is followed by targets | monitor | implementers. " // " parts fair
alternatives, "-" is nothing.
"""

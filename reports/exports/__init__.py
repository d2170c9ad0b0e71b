"""A report as bytes: a workbook, and a letter in the official layout. Nothing here reads the database."""

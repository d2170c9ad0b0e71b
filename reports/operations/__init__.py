from reports.operations.compiling import ask_compilation, facts_in, prepare_compilation, reword, take_file
from reports.operations.duties import add_duties
from reports.operations.exporting import FILED, FORMATS, Exported, export, export_filed
from reports.operations.listing import ask_list, prepare_list, stream_work, take_list
from reports.operations.sending import mail_compilation
from reports.operations.sending_filed import mail_report

__all__ = [
    "FILED",
    "FORMATS",
    "Exported",
    "add_duties",
    "ask_compilation",
    "ask_list",
    "export",
    "export_filed",
    "facts_in",
    "mail_compilation",
    "mail_report",
    "prepare_compilation",
    "prepare_list",
    "reword",
    "stream_work",
    "take_file",
    "take_list",
]

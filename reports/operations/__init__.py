from reports.operations.duties import add_duties
from reports.operations.exporting import FORMATS, Exported, export

__all__ = ["FORMATS", "Exported", "add_duties", "export"]

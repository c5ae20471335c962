"""Text on its way into a spreadsheet, for whoever shares; it lies at the bottom, where all may use it."""

from core.safe_cells import as_written, csv_bytes, safe, safe_frame

__all__ = ["as_written", "csv_bytes", "safe", "safe_frame"]

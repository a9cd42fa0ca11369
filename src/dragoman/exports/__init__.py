"""Events in the formats of others, and the events of others read for comparison."""

from dragoman.exports.choosing import Choice
from dragoman.exports.comparing import BY, Comparison, compare
from dragoman.exports.exporting import FORMATS, Exported, export
from dragoman.exports.importing import SYSTEMS, Imported, import_file, read_external

__all__ = [
    "BY",
    "FORMATS",
    "SYSTEMS",
    "Choice",
    "Comparison",
    "Exported",
    "Imported",
    "compare",
    "export",
    "import_file",
    "read_external",
]

"""Several saved JSON files packed in one zip: pages of an answer, and the names that belong to it."""

from core.observations import personal
from core.observations.progress import Progress, untold
from core.observations.readers import content as contents
from core.observations.readers import json_files, json_text
from core.observations.readers.json_text import Document
from core.observations.readers.table import FOUND_OUT, Opened, ReadAs
from core.remarks import Problem, Refused

NAME = "bundle"
MOST_FILES = 1000
_BESIDE = (".txt", ".md")
"""Files that may lie beside the JSON files and are not read."""


def sniff(content: bytes) -> float:
    """0.9 for a zip of JSON files, else 0."""
    names = contents.names_in_zip(content)
    json = [name for name in names if name.casefold().endswith(".json")]
    others = [name for name in names if name not in json and not name.casefold().endswith(_BESIDE)]
    return 0.9 if json and not others else 0.0


def open(  # noqa: A001 - the name every reader has
    content: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold
) -> Opened:
    """The tables of all the files together. Raises Refused."""
    found = documents(content)
    progress(0.5)
    return json_files.open_documents(found)


def documents(content: bytes) -> list[Document]:
    """Each JSON file of the zip. Raises Refused for one that is damaged, too big, or about persons."""
    names = [name for name in contents.names_in_zip(content) if name.casefold().endswith(".json")]
    if len(names) > MOST_FILES:
        raise Refused(Problem("zip_too_many", {"n": len(names), "most": MOST_FILES}))
    for name in names:
        personal.refuse_text(name)
    return [Document(name, json_text.parse(data)) for name, data in contents.unpacked(content, names)]

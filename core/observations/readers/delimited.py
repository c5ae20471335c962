"""Text files with delimiters: CSV and its relatives, in the encodings Swedish offices produce."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass, replace

from core.observations.progress import Progress, Reached, untold, within
from core.observations.readers import content as contents
from core.observations.readers.invisible import holds_invisible, without_invisible
from core.observations.readers.layout import lay_out
from core.observations.readers.regular import regular_table
from core.observations.readers.table import FOUND_OUT, Opened, RawTable, ReadAs
from core.observations.readers.unclosed import refusal, refuse_swallowed, tidy_breaks, usual_width
from core.observations.readers.uneven import odd_lines
from core.remarks import Problem, Refused

NAME = "delimited"
DELIMITERS = (";", "\t", ",", "|")
ENCODINGS = ("utf-8", "cp1252", "utf-16", "cp850", "mac-roman")
_SNIFFED_LINES = 200
_LINES_AT_ONCE = 50_000
_SEP_LINE = re.compile(r"\s*sep=(.)\r?\n", re.IGNORECASE)
# UTF-8 once read as cp1252: "JÃ¶nkÃ¶ping".
_MOJIBAKE = re.compile("Ã[¥¤¶…„–©]")
# Letters of code page 850 and of the old Macintosh between Latin letters: "J”nk”ping", "Jšnkšping".
_OTHER_SIGNS = "†„”Žš™Œ"
_OTHER_ENCODING = re.compile(f"[A-Za-z][{_OTHER_SIGNS}][a-z]")


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    encoding: str
    problems: tuple[Problem, ...] = ()


def sniff(content: bytes) -> float:
    """0.5 for whatever is text and not known to be something else, else 0."""
    return 0.0 if contents.not_a_table(content) or contents.is_workbook(content) else 0.5


def open(  # noqa: A001 - the name every reader has
    content: bytes, read_as: ReadAs = FOUND_OUT, progress: Progress = untold
) -> Opened:
    """The one table of a text file. Raises Refused when no encoding fits or there is no table."""
    reached = Reached(progress)
    decoded = _decode_as(content, read_as.encoding) if read_as.encoding else _decode(content)
    reached(0.05)
    text = decoded.text
    told = list(decoded.problems)
    if "\x00" in text:
        text = text.replace("\x00", "")
        told.append(Problem("null_characters", {}, severity="note"))
    if holds_invisible(text):
        text = without_invisible(text)
        told.append(Problem("invisible_characters", {}, severity="note"))
    delimiter = None
    if stated := _SEP_LINE.match(text):
        delimiter, text = stated.group(1), "\n" + text[stated.end() :]
    delimiter = read_as.delimiter or delimiter or guess_delimiter(text)
    reached(0.1)
    table = regular_table(text, delimiter, within(reached, 0.1, 1.0))
    if table is None:
        table = _line_by_line(text, delimiter, within(reached, reached.share, 1.0))
    table = replace(table, problems=(*told, *table.problems))
    return Opened((table,), NAME, {"encoding": decoded.encoding, "delimiter": delimiter})


def _line_by_line(text: str, delimiter: str, progress: Progress = untold) -> RawTable:
    lines = _rows(text, delimiter, within(progress, 0.0, 0.4))
    return lay_out(None, lines, odd=odd_lines(lines), progress=within(progress, 0.45, 1.0))


def _rows(text: str, delimiter: str, progress: Progress) -> list[list[str]]:
    """The cells of every row. Raises Refused where quotation marks do not close."""
    n = max(text.count("\n"), text.count("\r"), 1)
    rows: list[list[str]] = []
    over_lines: list[int] = []
    reader, at = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict='"' in text), 0
    failure = None
    try:
        for cells in reader:
            several = reader.line_num > at + 1
            if several:
                over_lines.append(len(rows))
            at = reader.line_num
            rows.append(tidy_breaks(cells) if several else cells)
            if not len(rows) % _LINES_AT_ONCE:
                progress(min(len(rows) / n, 1.0))
    except csv.Error as error:
        failure = refusal(error, len(rows) + 1, reader.line_num - at)
    width = usual_width(rows)
    for row in over_lines:
        refuse_swallowed(rows[row], delimiter, width, row + 1)
    if failure is not None:
        raise failure from None
    return rows


def _decode_as(content: bytes, encoding: str) -> _Text:
    """The text in the encoding a person has named; ValueError for one that is not offered."""
    if encoding not in ENCODINGS:
        raise ValueError(f"encoding {encoding!r} is none of {', '.join(ENCODINGS)}")
    return _Text(_strictly(content, "utf-8-sig" if encoding == "utf-8" else encoding), encoding)


def _decode(content: bytes) -> _Text:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _Text(_strictly(content, "utf-16"), "utf-16")
    try:
        return _unmangled(_Text(content.decode("utf-8-sig"), "utf-8"))
    except UnicodeDecodeError:
        pass
    text = _strictly(content, "cp1252")
    if any(sign in text for sign in _OTHER_SIGNS) and _OTHER_ENCODING.search(text):
        return _Text(text, "cp1252", (Problem("encoding_unsure", {}, severity="note"),))
    return _Text(text, "cp1252")


def _strictly(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding)
    except UnicodeDecodeError:
        raise Refused(Problem("encoding_unknown")) from None


def _unmangled(decoded: _Text) -> _Text:
    """Undo one round of UTF-8 read as cp1252, when that is certain, and tell."""
    if "Ã" not in decoded.text or not _MOJIBAKE.search(decoded.text):
        return decoded
    try:
        mended = decoded.text.encode("cp1252").decode("utf-8")
    except (UnicodeEncodeError, UnicodeDecodeError):
        return decoded
    return _Text(mended, decoded.encoding, (Problem("encoding_mended", {}, severity="note"),))


def guess_delimiter(text: str) -> str:
    """The delimiter that divides most lines into the same number of cells, at least two.

    Quotes are respected. Ties go to the order of ``DELIMITERS``: a semicolon before a comma, since a
    comma may be a decimal comma.
    """
    sample = "\n".join(text[:200_000].splitlines()[:_SNIFFED_LINES])
    scores = {delimiter: _consistency(sample, delimiter) for delimiter in DELIMITERS}
    return max(DELIMITERS, key=lambda delimiter: scores[delimiter])


def _consistency(sample: str, delimiter: str) -> float:
    """Share of lines that have the commonest number of cells; 0 when nothing is divided."""
    try:
        widths = [len(row) for row in csv.reader(io.StringIO(sample, newline=""), delimiter=delimiter) if row]
    except csv.Error:
        return 0.0
    several = Counter(width for width in widths if width > 1)
    # Rounded, so that one odd line does not outweigh the order in which delimiters are preferred.
    return round(max(several.values(), default=0) / max(len(widths), 1), 1)

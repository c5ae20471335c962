"""The file of the store: opened, brought to the present schema, and asked in one transaction at a time.

A person's words only ever reach it as parameters and as columns of registered tables, never as SQL.
"""

import re
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from core.remarks import Problem, Refused

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

Migration = tuple[str, ...]

MIGRATIONS: tuple[Migration, ...] = (
    (
        # month: counted from January 1970. status: position in schema.STATUSES. NULL is not known.
        """CREATE TABLE collections (id INTEGER, uid VARCHAR, name VARCHAR, made TIMESTAMP)""",
        """CREATE TABLE loads (id INTEGER, uid VARCHAR, collection INTEGER, label VARCHAR, digest VARCHAR,
               loaded TIMESTAMP, changes VARCHAR)""",
        """CREATE TABLE definitions (load INTEGER, what VARCHAR, id VARCHAR, body VARCHAR)""",
        """CREATE TABLE series (id INTEGER, collection INTEGER, indicator VARCHAR, unit VARCHAR,
               target_group VARCHAR, age VARCHAR, sex VARCHAR, other VARCHAR, period_type VARCHAR)""",
        """CREATE TABLE sources (id INTEGER, name VARCHAR)""",
        """CREATE TABLE observations (series INTEGER, month SMALLINT, numerator DOUBLE, denominator DOUBLE,
               value DOUBLE, status UTINYINT, source INTEGER, load INTEGER)""",
        """CREATE TABLE replaced (series INTEGER, month SMALLINT, numerator DOUBLE, denominator DOUBLE,
               value DOUBLE, status UTINYINT, source INTEGER, load INTEGER, replaced_by INTEGER)""",
    ),
    ("""CREATE TABLE mappings (shape VARCHAR, body VARCHAR, label VARCHAR, remembered TIMESTAMP)""",),
    ("""CREATE TABLE additions (id VARCHAR, position INTEGER, body VARCHAR, added TIMESTAMP)""",),
)
"""What makes version 1 of an empty file, version 2 of version 1, and so on. Never changed, only added to."""

VERSION = len(MIGRATIONS)

_NOT_WRITTEN = re.compile(
    r"(?i)no space left|file too large|could not (?:write|truncate|sync)|failed to (?:write|sync)|disk quota"
    r"|not enough space|out of disk"
)
"""What the database says where the disk is full, a quota is used up or it has gone."""

_SETTINGS: dict[str, str | bool | int | float | list[str]] = {
    # Nothing but this file is read or written, and nothing is ever fetched.
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}


def connect(path: Path) -> "DuckDBPyConnection":
    """The file at ``path``, made if it is not there, in the present schema.

    Raises Refused: another program has it open (``store_in_use``), it is not a store or is damaged
    (``store_damaged``), a newer version of the program made it (``store_newer``), or the folder cannot be
    written in (``store_no_place``).
    """
    import duckdb  # noqa: PLC0415 - a tenth of a second, and only for those who keep data

    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        connection = duckdb.connect(str(path), config=_SETTINGS)
    except OSError:
        raise Refused(Problem("store_no_place")) from None
    except duckdb.Error as error:
        raise Refused(Problem(_why(str(error), path))) from None
    try:
        with suppress(OSError):  # a stick or a network drive may know no owners
            path.chmod(0o600)
        migrate(connection)
    except duckdb.Error:
        connection.close()
        raise Refused(Problem("store_damaged")) from None
    except Refused:
        connection.close()
        raise
    return connection


def _why(message: str, path: Path) -> str:
    said = message.casefold()
    if "lock" in said or "being used by another process" in said:
        return "store_in_use"
    return "store_damaged" if path.exists() and "permission denied" not in said else "store_no_place"


def migrate(connection: "DuckDBPyConnection", to: int = VERSION) -> None:
    """Bring a file of an earlier version, or an empty one, to version ``to``, all in one transaction."""
    with transaction(connection) as cursor:
        cursor.execute("CREATE TABLE IF NOT EXISTS schema_version (version INTEGER, since TIMESTAMP)")
        found = cursor.execute("SELECT max(version) FROM schema_version").fetchall()[0][0] or 0
        if found > VERSION:
            raise Refused(Problem("store_newer"))
        for version in range(found + 1, to + 1):
            for statement in MIGRATIONS[version - 1]:
                cursor.execute(statement)
            cursor.execute("INSERT INTO schema_version VALUES (?, now()::TIMESTAMP)", [version])


@contextmanager
def transaction(connection: "DuckDBPyConnection") -> Iterator["DuckDBPyConnection"]:
    """A cursor of its own, since one cannot serve two threads; all that is done in the block, or nothing.

    Raises Refused where the disk takes no more (``store_not_written``): what was there before is.
    """
    with connection.cursor() as cursor:
        cursor.execute("BEGIN TRANSACTION")
        try:
            yield cursor
            cursor.execute("COMMIT")
        except BaseException as error:
            _roll_back(cursor)
            if _NOT_WRITTEN.search(str(error)):
                raise Refused(Problem("store_not_written")) from None
            raise


def _roll_back(cursor: "DuckDBPyConnection") -> None:
    """A commit that could not be written has already been rolled back."""
    import duckdb  # noqa: PLC0415

    with suppress(duckdb.TransactionException):
        cursor.execute("ROLLBACK")

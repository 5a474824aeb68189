"""What becomes of tables: frames of pandas, files, or text."""

import csv
import json
from collections.abc import Iterable, Iterator, Sequence
from os import PathLike
from typing import TYPE_CHECKING, Any

from iterscope.widget import export

if TYPE_CHECKING:
    import pandas as pd


def frame(rows: Sequence[dict[str, Any]], columns: Sequence[str]) -> "pd.DataFrame":
    """Return rows as a table for pandas; raises ImportError without pandas."""
    try:
        import pandas as pd  # noqa: PLC0415
    except ImportError:
        raise ImportError("to_frame makes a table of pandas: pip install pandas") from None
    return pd.DataFrame(rows, columns=list(columns))


class _Line:
    """Where a writer of csv writes a line to: the line comes back."""

    @staticmethod
    def write(line: str) -> str:
        return line


def separated(rows: Iterable[Sequence[Any]]) -> Iterator[str]:
    """Yield the lines of rows as comma-separated values."""
    writer = csv.writer(_Line, lineterminator="\n")
    return map(writer.writerow, rows)


def objects(records: Iterable[dict[str, Any]]) -> Iterator[str]:
    """Yield a list of records as JSON, each by itself."""
    yield "["
    for number, record in enumerate(records):
        yield f"{', ' if number else ''}{json.dumps(record, allow_nan=False)}"
    yield "]"


def deliver(parts: Iterable[str], path: str | PathLike[str] | None) -> str | None:
    """Write parts of a text into a file, which is replaced; without a path return the text.

    Between two parts an interrupt is noticed.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    if path is None:
        return "".join(parts)
    export.write(path, parts)
    return None

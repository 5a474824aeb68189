"""What becomes of tables: frames of pandas, files, or text."""

from collections.abc import Sequence
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


def deliver(text: str, path: str | PathLike[str] | None) -> str | None:
    """Write text into a file, which is replaced; without a path return it.

    Raises
    ------
    OSError
        If the file cannot be written.
    """
    if path is None:
        return text
    export.write(path, text)
    return None

"""A table, written as aligned text or as Markdown."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Table:
    """Cells below their heads; the first column is a name, the others are numbers."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]
    notes: Sequence[str] = ()

    def text(self) -> str:
        """Return the table in columns of equal width."""
        widths = [max(map(len, column)) for column in zip(self.head, *self.rows, strict=True)]
        lines = [
            "  ".join(
                cell.rjust(width) if index else cell.ljust(width)
                for index, (cell, width) in enumerate(zip(row, widths, strict=True))
            ).rstrip()
            for row in (self.head, *self.rows)
        ]
        rule = "-" * max(map(len, lines))
        return "\n".join([self.title, "", lines[0], rule, *lines[1:], *self._below()])

    def markdown(self) -> str:
        """Return the table in Markdown."""
        rule = ["---", *("---:" for _ in self.head[1:])]
        lines = [f"| {' | '.join(row)} |" for row in (self.head, rule, *self.rows)]
        return "\n".join([f"**{self.title}**", "", *lines, *self._below()])

    def _below(self) -> list[str]:
        return ["", *self.notes] if self.notes else []


def seconds(value: float | None) -> str:
    """Write a time in seconds with three digits."""
    if value is None:
        return ""
    return f"{value:.0f}" if value >= 999.5 else f"{value:#.3g}".rstrip(".")


def milliseconds(value: float | None) -> str:
    """Write a time, given in seconds, in milliseconds."""
    return "" if value is None else seconds(1e3 * value)


def times(value: float | None) -> str:
    """Write a ratio."""
    return "" if value is None else f"{value:.1f}" if value < 10 else f"{value:.0f}"

"""Errors and warnings on a page's console."""

from playwright.sync_api import ConsoleMessage, Error, Page


class Console:
    """Collects the errors that a page logs and the exceptions that nothing on it catches."""

    def __init__(self, page: Page) -> None:
        self._errors: list[str] = []
        page.on("console", self._log)
        page.on("pageerror", self._throw)

    def take(self) -> list[str]:
        """Return the errors since the last call."""
        errors, self._errors = self._errors, []
        return errors

    def _log(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self._errors.append(f"{message.text} ({message.location.get('url', '')})")

    def _throw(self, error: Error) -> None:
        self._errors.append(f"uncaught: {error.stack or error.message}")

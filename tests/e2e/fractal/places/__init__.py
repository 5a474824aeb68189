"""Where a view goes: addresses, bookmarks, copies and pictures; and how a room sees it."""

"""Both views among what hosts put around them: layouts, shortcuts, scrolling pages, themes."""

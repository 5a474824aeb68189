"""Films: how frames become files, and how one hears of them."""

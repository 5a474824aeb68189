"""Both planes of a family side by side: parameters c, and the starts z of one c."""

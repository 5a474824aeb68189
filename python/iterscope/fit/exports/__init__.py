"""Files that are made of a recording: tables of its steps, pictures, films."""

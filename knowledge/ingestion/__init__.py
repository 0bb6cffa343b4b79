"""Sources into storage: cut, compared with what is there, written."""

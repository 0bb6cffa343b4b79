"""Text to vectors, here or on a cluster; knows no store."""

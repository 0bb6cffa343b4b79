"""GGUF files: their header read, nothing else."""

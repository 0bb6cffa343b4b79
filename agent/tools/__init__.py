"""The engines a model may call, one folder each; each is plain Python behind its `tool.py`."""

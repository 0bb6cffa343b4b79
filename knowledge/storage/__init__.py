"""How a library lies on disk: the store, its index, and the states that are answered from."""

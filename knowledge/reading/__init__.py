"""Where bytes come from: files, folders and addresses, within limits."""

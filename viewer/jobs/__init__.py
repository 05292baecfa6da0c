"""Jobs: options, run folders and their events. No Qt."""

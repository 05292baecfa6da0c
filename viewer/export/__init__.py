"""A field, or a part of it, as files: sizes, strips of tiles, deep zoom, batches, comparisons; no Qt."""

"""From viewport to pixels: tiles, cache and the rendering thread. No Qt."""

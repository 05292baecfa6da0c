"""What can be looked at: a Field answers `sample(grid, stop)` with RGB."""

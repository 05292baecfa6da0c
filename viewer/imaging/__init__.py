"""Pixels: files in and out, colour, resampling, metrics. numpy and Pillow only."""

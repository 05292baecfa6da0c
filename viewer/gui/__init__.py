"""The window. The only room that imports Qt; importing it loads neither torch nor pyqtgraph."""

"""The subcommands of `srview`, each a thin function and its flags. What takes long to import they import when they run."""

"""The options of each kind of job, written once: flags, forms and `job.toml` derive from these models."""

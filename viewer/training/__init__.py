"""Training: data, schedules and one short loop per kind of job."""

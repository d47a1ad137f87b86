"""The report: one source object, written alike as a self-contained HTML page and in Word."""

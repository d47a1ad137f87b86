"""Tables: one source object each, written alike as CSV, XLSX, Word, LaTeX and HTML."""

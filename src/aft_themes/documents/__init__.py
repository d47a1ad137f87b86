"""Tables, lines and pages of documents, whatever program made them."""

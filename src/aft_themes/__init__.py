"""AFT Themes: from raw interview files to themes that can be published, every number traceable."""

"""Write the report in one format each."""

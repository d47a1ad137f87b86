"""Write a table in one format each."""

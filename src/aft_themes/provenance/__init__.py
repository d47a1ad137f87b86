"""What a run was made from: manifest and research crate."""

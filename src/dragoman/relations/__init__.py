"""What one given party does to another in a sentence: frames as evidence, a small classifier where they are silent."""

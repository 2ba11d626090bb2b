"""What every context needs and no context owns: time, memory, language, access, looks."""

"""What is promised, on pages: everyone on the staff may read, few may revise."""

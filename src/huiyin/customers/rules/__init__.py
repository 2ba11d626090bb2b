"""What identifies a customer, what they may be, who may be the same person. No Django."""

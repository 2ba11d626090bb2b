"""What pages and neighbours may ask about notices."""

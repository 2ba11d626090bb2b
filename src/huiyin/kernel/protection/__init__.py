"""Personal data at rest and on screen: sealed fields, blind indexes, masks, rights."""

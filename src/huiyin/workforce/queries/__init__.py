"""Reading the workforce: who works when, and how it is organised."""

"""Tables people send and fetch: CSV, XLSX and JSONL in, CSV and XLSX out. No Django.

Reading streams rows and never trusts the file; writing never lets a cell become a formula.
"""

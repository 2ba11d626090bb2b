"""Whose pages these are: the operator's name, mark, colour, telephone lines and terms.

Kept as files under `HUIYIN_HOME/brand`, so that a page that shows them asks no database.
"""

from huiyin.kernel.brand.kept import Brand, read_brand
from huiyin.kernel.brand.shown import operator_name, service_phone, terms_of_service

__all__ = ["Brand", "operator_name", "read_brand", "service_phone", "terms_of_service"]

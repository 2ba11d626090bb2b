"""The page on which administrators say how the operator presents itself.

Owns nothing in the database: `kernel.brand` keeps it. Publishes `BrandChanged`.
"""

from tests.crash.house import house, seeded_house

__all__ = ["house", "seeded_house"]

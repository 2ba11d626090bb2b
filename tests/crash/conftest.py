from tests.crash.house import any_house, house, seeded_folder, seeded_house

__all__ = ["any_house", "house", "seeded_folder", "seeded_house"]

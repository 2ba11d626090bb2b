from tests.browser import *  # noqa: F403
from tests.directory import *  # noqa: F403

"""Tests of quality need an operator with people who answer, and managers who judge."""

from huiyin.cases.tests.conftest import operator  # noqa: F401
from tests.browser import *  # noqa: F403 - fixtures

"""The measures once more, in plain Python over rows; and random rows to try both on."""

from datetime import date, timedelta
from math import floor

from hypothesis import strategies as st

STATES = ["received", "in_progress", "resolved", "called_back", "closed", "withdrawn", "merged"]
ENDED = {"resolved", "called_back", "closed"}
FIRST = date(2026, 1, 1)

seconds = st.none() | st.integers(0, 40 * 86_400)
cases = st.lists(
    st.fixed_dictionaries(
        {
            "ref": st.integers(1, 10**9).map(lambda n: f"C-{n}"),
            "state": st.sampled_from(STATES),
            "topic": st.sampled_from(["billing", "network", ""]),
            "opened_on": st.integers(0, 70).map(lambda n: FIRST + timedelta(days=n)),
            "opened_hour": st.integers(0, 23),
            "opened_weekday": st.integers(1, 7),
            "cycle": st.integers(1, 3),
            "chased": st.integers(0, 2),
            "handovers": st.integers(0, 4),
            "is_history": st.booleans(),
            "is_first_contact": st.booleans(),
            "is_repeat": st.booleans(),
            "is_bypass": st.booleans(),
            "first_response_s": seconds,
            "resolution_s": seconds,
        }
    ),
    min_size=1,
    max_size=40,
    unique_by=lambda row: row["ref"],
)
clocks = st.lists(
    st.fixed_dictionaries(
        {
            "kind": st.sampled_from(["first_response", "resolution"]),
            "outcome": st.sampled_from(["met", "breached", "cancelled", ""]),
        }
    ),
    min_size=1,
    max_size=40,
)
ratings = st.lists(
    st.fixed_dictionaries(
        {
            "outcome": st.sampled_from(["rated", "silent", "unreachable", ""]),
            "score": st.none() | st.integers(1, 5),
            "is_solved": st.none() | st.booleans(),
        }
    ),
    min_size=1,
    max_size=40,
)


def told(rows):
    return [row for row in rows if row["state"] != "merged"]


def groups(rows, key):
    found = {}
    for row in rows:
        found.setdefault(key(row), []).append(row)
    return found


def rate(part, base):
    return part / base if base else None


def quantile(values, q):
    """The value at q, linear between neighbours."""
    ordered = sorted(values)
    place = q * (len(ordered) - 1)
    low = floor(place)
    high = min(low + 1, len(ordered) - 1)
    return ordered[low] + (ordered[high] - ordered[low]) * (place - low)


def waits(rows, column):
    hours = [row[column] / 3600 for row in told(rows) if row[column] is not None]
    if not hours:
        return {"count": 0}
    found = {f"p{round(100 * q)}": quantile(hours, q) for q in (0.5, 0.8, 0.95)}
    return {"count": len(hours), **found}


def handled(rows):
    counted = told(rows)
    ended = [r for r in counted if r["state"] in ENDED and not r["is_history"]]
    ended_once = [r for r in counted if r in ended or r["cycle"] > 1]
    return {
        "first_contact_rate": rate(sum(r["is_first_contact"] for r in ended), len(ended)),
        "repeat_rate": rate(sum(r["is_repeat"] for r in counted), len(counted)),
        "bypass_rate": rate(sum(r["is_bypass"] for r in counted), len(counted)),
        "reopen_rate": rate(sum(r["cycle"] > 1 for r in counted), len(ended_once)),
        "chased_rate": rate(sum(r["chased"] > 0 for r in counted), len(counted)),
        "handovers": rate(sum(r["handovers"] for r in counted), len(counted)),
    }


def rated(rows):
    scores = [r["score"] for r in rows if r["score"] is not None]
    solved = [r["is_solved"] for r in rows if r["is_solved"] is not None]
    return {
        "reached_rate": rate(sum(r["outcome"] == "rated" for r in rows), len(rows)),
        "satisfaction": rate(sum(s >= 4 for s in scores), len(scores)),
        "solved_share": rate(sum(solved), len(solved)),
        "mean_score": rate(sum(scores), len(scores)),
    }

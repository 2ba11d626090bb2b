"""Reading what customers write: pure functions, no database, no framework.

Language and script, words, topics with calibrated confidence, urgency, sentiment, signals,
entities, near-duplicates, redaction. Everything is quick enough to stand inside a bulk import.
"""

from huiyin.kernel.text.model import Judgement, Suggestion, TopicModel, Word
from huiyin.kernel.text.redaction import redact, redact_strictly
from huiyin.kernel.text.script import detect_language, normalise
from huiyin.kernel.text.similarity import similar_key, similarity
from huiyin.kernel.text.understanding import Entity, Understanding, understand
from huiyin.kernel.text.words import cut, search_tokens, segment, stop_words

__all__ = [
    "Entity",
    "Judgement",
    "Suggestion",
    "TopicModel",
    "Understanding",
    "Word",
    "cut",
    "detect_language",
    "normalise",
    "redact",
    "redact_strictly",
    "search_tokens",
    "segment",
    "similar_key",
    "similarity",
    "stop_words",
    "understand",
]

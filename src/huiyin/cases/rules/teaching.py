"""What a case teaches, laid out as the draft of an article."""

LONGEST_TITLE = 120


def article_body(*, question: str, answer: str, headings: tuple[str, str]) -> str:
    """Return question and answer under their headings, in the marks of articles.

    >>> article_body(question="Why?", answer="So.", headings=("Question", "Answer"))
    '# Question\\n\\nWhy?\\n\\n# Answer\\n\\nSo.'
    """
    asked, said = headings
    return f"# {asked}\n\n{question.strip()}\n\n# {said}\n\n{answer.strip()}".rstrip()


def article_title(*, topic: str, words: str) -> str:
    """Return the topic and the beginning of the words on one line.

    >>> article_title(topic="Bills", words="Fifty yuan\\n too much")
    'Bills: Fifty yuan too much'
    """
    said = " ".join(words.split())
    title = f"{topic}: {said}" if topic and said else topic or said
    return title if len(title) <= LONGEST_TITLE else title[: LONGEST_TITLE - 1].rstrip() + "…"

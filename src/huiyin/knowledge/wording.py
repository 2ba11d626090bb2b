"""What the values of the events of knowledge are called."""

from huiyin.kernel.journal.wording import Naming, Values, words_values
from huiyin.knowledge.models import Article


@words_values("knowledge")
def names_of_knowledge(values: Values) -> Naming:
    """Return the articles in question by reference, each with its title."""
    found = Article.objects.filter(ref__in=values.get("ref", ())).only("ref", "title")
    return {"ref": {article.ref: str(article) for article in found}}

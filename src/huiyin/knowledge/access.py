"""Who may read and write articles."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from huiyin.kernel.access.roles import Actor, Role, permission, require
from huiyin.kernel.refusal import NotFound
from huiyin.knowledge.models import Article

READ = permission("knowledge.read", *Role, says=gettext_lazy("Read articles"))
WRITE = permission(
    "knowledge.write",
    Role.AGENT,
    Role.SPECIALIST,
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Write and revise articles"),
)
# What customers are told is decided by fewer than may propose it.
PUBLISH = permission(
    "knowledge.publish",
    Role.SUPERVISOR,
    Role.QUALITY_MANAGER,
    Role.ADMINISTRATOR,
    says=gettext_lazy("Publish and withdraw articles"),
)


def article_to_read(*, ref: str, actor: Actor) -> Article:
    """Return the article of that reference for somebody of the staff."""
    require(actor, READ)
    return _found(Article.objects.filter(ref=ref).first())


def article_to_change(*, ref: str) -> Article:
    """Return the article, locked until the transaction ends."""
    return _found(Article.objects.select_for_update().filter(ref=ref).first())


def _found(article: Article | None) -> Article:
    if article is None:
        raise NotFound(_("There is no such article. Look for it in the list of articles."))
    return article

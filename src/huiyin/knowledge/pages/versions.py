"""What was written when, and what changed between two versions."""

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse

from huiyin.kernel.access.actor import Request
from huiyin.kernel.ui.fragments import render_page
from huiyin.knowledge.access import PUBLISH, article_to_read
from huiyin.knowledge.rules.writing import compare


@login_required
def show(request: Request, ref: str) -> HttpResponse:
    """Compare a version (`n`, else the latest) with the one before it."""
    article = article_to_read(ref=ref, actor=request.actor)
    versions = list(article.versions.all())
    wanted = request.GET.get("n", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 9 else article.latest
    texts = {version.number: f"{version.title}\n\n{version.body}" for version in versions}
    number = number if number in texts else article.latest
    context = {
        "article": article,
        "versions": versions,
        "number": number,
        "changes": compare(texts.get(number - 1, ""), texts[number]),
        "may_publish": PUBLISH.allows(request.actor),
    }
    return render_page(request, "knowledge/versions.html", context)

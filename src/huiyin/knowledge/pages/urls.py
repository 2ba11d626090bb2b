from django.urls import path

from huiyin.knowledge.pages import article, articles, edit, versions

app_name = "knowledge"
urlpatterns = [
    path("", articles.show, name="articles"),
    path("new/", edit.write, name="new"),
    path("<str:ref>/", article.show, name="article"),
    path("<str:ref>/edit/", edit.revise, name="edit"),
    path("<str:ref>/versions/", versions.show, name="versions"),
    path("<str:ref>/publish/", article.publish, name="publish"),
    path("<str:ref>/withdraw/", article.withdraw, name="withdraw"),
    path("<str:ref>/vote/", article.vote, name="vote"),
]

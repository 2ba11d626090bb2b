from django.urls import path

from huiyin.insight.pages import publishing

app_name = "quality"
urlpatterns = [
    path("", publishing.show_latest, name="latest"),
    path("<str:period>/", publishing.show, name="report"),
]

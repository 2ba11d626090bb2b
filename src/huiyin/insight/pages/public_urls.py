from django.urls import path

from huiyin.insight.pages import documents, publishing

app_name = "quality"
urlpatterns = [
    path("", publishing.show_latest, name="latest"),
    path("<str:period>/report.pdf", documents.public_as_pdf, name="pdf"),
    path("<str:period>/", publishing.show, name="report"),
]

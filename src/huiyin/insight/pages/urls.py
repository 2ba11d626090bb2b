from django.urls import path

from huiyin.insight.pages import export, publishing, report, rows

app_name = "insight"
urlpatterns = [
    path("", report.show, name="report"),
    path("print/", report.show_print, name="print"),
    path("publish/", publishing.publish, name="publish"),
    path("withdraw/", publishing.withdraw, name="withdraw"),
    path("cases/", rows.show, name="rows"),
    path("export.csv", export.as_csv, name="csv"),
    path("export.xlsx", export.as_xlsx, name="xlsx"),
]

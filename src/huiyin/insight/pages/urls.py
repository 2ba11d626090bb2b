from django.urls import path

from huiyin.insight.pages import export, report, rows

app_name = "insight"
urlpatterns = [
    path("", report.show, name="report"),
    path("print/", report.show_print, name="print"),
    path("cases/", rows.show, name="rows"),
    path("export.csv", export.as_csv, name="csv"),
    path("export.xlsx", export.as_xlsx, name="xlsx"),
]

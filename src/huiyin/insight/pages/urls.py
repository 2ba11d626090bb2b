from django.urls import path, re_path

from huiyin.insight.pages import (
    documents,
    export,
    process,
    process_file,
    publishing,
    report,
    rows,
    schedules,
)

app_name = "insight"
urlpatterns = [
    path("", report.show, name="report"),
    path("report.pdf", documents.as_pdf, name="pdf"),
    path("schedules/", schedules.show, name="schedules"),
    re_path(
        r"^schedules/(?P<schedule_id>\d{1,12})/(?P<verb>pause|resume|delete|restore|send)/$",
        schedules.act,
        name="schedule_act",
    ),
    path("print/", report.show_print, name="print"),
    path("publish/", publishing.publish, name="publish"),
    path("withdraw/", publishing.withdraw, name="withdraw"),
    path("process/", process.show, name="process"),
    path("process/file/", process_file.show, name="process_file"),
    path("process/export.csv", export.process_as_csv, name="process_csv"),
    path("process/export.xlsx", export.process_as_xlsx, name="process_xlsx"),
    path("cases/", rows.show, name="rows"),
    path("export.csv", export.as_csv, name="csv"),
    path("export.xlsx", export.as_xlsx, name="xlsx"),
]

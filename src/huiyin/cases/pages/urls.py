from django.urls import path

from huiyin.cases.pages import (
    acts,
    at_risk,
    bulk,
    case,
    checking,
    clock,
    dry_run,
    of_customer,
    panels,
    phone,
    queue,
    search,
    suggestion,
    triage,
    views,
)

app_name = "cases"
urlpatterns = [
    path("", queue.show, name="queue"),
    path("export.csv", queue.export, name="export"),
    path("views/", views.save, name="views"),
    path("views/<int:view_id>/<slug:verb>/", views.act, name="view"),
    path("bulk/", bulk.act, name="bulk"),
    path("at-risk/", at_risk.show, name="at_risk"),
    path("triage/", triage.show, name="triage"),
    path("phone/", phone.show, name="phone"),
    path("phone/caller/", phone.caller, name="caller"),
    path("phone/understood/", phone.understood, name="understood"),
    path("dry-run/", dry_run.show, name="dry_run"),
    path("search/", search.show, name="search"),
    path("of-customer/<int:customer_id>/", of_customer.show, name="of_customer"),
    path("<str:ref>/", case.show, name="case"),
    path("<str:ref>/preview/", queue.preview, name="preview"),
    path("<str:ref>/panels/<slug:panel>/", panels.show, name="panel"),
    path("<str:ref>/suggestion/", suggestion.show, name="suggestion"),
    path("<str:ref>/clocks/<int:clock_id>/", clock.show, name="clock"),
    path("<str:ref>/do/<slug:verb>/", acts.act, name="do"),
    path("<str:ref>/do/<slug:verb>/check/", checking.check, name="check"),
]

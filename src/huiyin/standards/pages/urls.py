from django.urls import path

from huiyin.standards.pages import calendars, limits, policies, service_standards, topics

app_name = "standards"
urlpatterns = [
    path("", policies.list_policies, name="policies"),
    path("policies/new/", policies.edit_policy, name="add_policy"),
    path("policies/<slug:code>/", policies.show_policy, name="policy"),
    path("policies/<slug:code>/edit/", policies.edit_policy, name="edit_policy"),
    path("service/", service_standards.list_standards, name="service_standards"),
    path("service/new/", service_standards.edit_standard, name="add_standard"),
    path("service/<slug:code>/edit/", service_standards.edit_standard, name="edit_standard"),
    path("limits/", limits.list_limits, name="limits"),
    path("limits/new/", limits.add_limit, name="add_limit"),
    path("topics/", topics.list_topics, name="topics"),
    path("topics/new/", topics.edit_topic, name="add_topic"),
    path("topics/<str:code>/edit/", topics.edit_topic, name="edit_topic"),
    path("causes/", topics.list_causes, name="causes"),
    path("causes/new/", topics.edit_cause, name="add_cause"),
    path("causes/<str:code>/edit/", topics.edit_cause, name="edit_cause"),
    path("calendars/", calendars.list_calendars, name="calendars"),
    path("calendars/new/", calendars.edit_calendar, name="add_calendar"),
    path("calendars/<slug:code>/", calendars.show_calendar, name="calendar"),
    path("calendars/<slug:code>/edit/", calendars.edit_calendar, name="edit_calendar"),
]

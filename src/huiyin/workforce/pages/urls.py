from django.urls import path

from huiyin.workforce.pages import (
    escalation,
    limits,
    people,
    person,
    roster,
    routes,
    team,
    teams,
)

app_name = "workforce"
urlpatterns = [
    path("", people.show, name="people"),
    path("teams/", teams.show, name="teams"),
    path("teams/new/", team.add, name="add_team"),
    path("teams/<slug:code>/", team.show, name="team"),
    path("teams/<slug:code>/rename/", team.rename, name="rename_team"),
    path("teams/<slug:code>/move/", team.move, name="move_people"),
    path("teams/<slug:code>/close/", team.close, name="close_team"),
    path("teams/<slug:code>/open/", team.reopen, name="reopen_team"),
    path("teams/<slug:code>/hours/", teams.set_hours, name="team_hours"),
    path("escalation/", escalation.show, name="escalation"),
    path("escalation/<slug:department>/<slug:level>/", escalation.change, name="post"),
    path(
        "escalation/<slug:department>/<slug:level>/<slug:team>/",
        escalation.change,
        name="team_post",
    ),
    path("limits/", limits.show, name="limits"),
    path("limits/<int:limit_id>/end/", limits.end, name="end_limit"),
    path("roster/", roster.show, name="roster"),
    path("routes/", routes.show, name="routes"),
    path("routes/<int:route_id>/end/", routes.end, name="end_route"),
    path("<int:person_id>/", person.show, name="person"),
    path("<int:person_id>/<slug:verb>/", person.change, name="change"),
]

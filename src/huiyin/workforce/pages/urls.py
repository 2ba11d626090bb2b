from django.urls import path

from huiyin.workforce.pages import people, person, roster, routes, teams

app_name = "workforce"
urlpatterns = [
    path("", people.show, name="people"),
    path("teams/", teams.show, name="teams"),
    path("teams/<slug:code>/hours/", teams.set_hours, name="team_hours"),
    path("roster/", roster.show, name="roster"),
    path("routes/", routes.show, name="routes"),
    path("routes/<int:route_id>/end/", routes.end, name="end_route"),
    path("<int:person_id>/", person.show, name="person"),
    path("<int:person_id>/<slug:verb>/", person.change, name="change"),
]

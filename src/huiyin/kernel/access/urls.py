from django.urls import path

from huiyin.kernel.access.pages import home, people, roles, sessions, sign_in

app_name = "access"
urlpatterns = [
    path("", home.front_door, name="front_door"),
    path("desk/", home.show, name="home"),
    path("people/", people.show_list, name="people"),
    path("people/new/", people.create, name="person_new"),
    path("people/<int:user_id>/", people.show, name="person"),
    path("people/<int:user_id>/roles/", people.grant, name="grant"),
    path("people/<int:user_id>/address/", people.address, name="address"),
    path("people/<int:user_id>/<slug:deed>/", people.do, name="do"),
    path("people/roles/<int:grant_id>/withdraw/", people.withdraw, name="withdraw"),
    path("roles/", roles.show, name="roles"),
    # No link by e-mail: an administrator hands it out (see people.password_link).
    path("accounts/password/reset/", sign_in.ask_an_administrator),
    path("accounts/sessions/", sessions.show, name="sessions"),
]

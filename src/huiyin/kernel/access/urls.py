from django.urls import path

from huiyin.kernel.access.pages import home

app_name = "access"
urlpatterns = [
    path("", home.front_door, name="front_door"),
    path("desk/", home.show, name="home"),
]

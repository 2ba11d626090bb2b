from django.urls import path

from huiyin.kernel.branding import pages

app_name = "branding"
urlpatterns = [
    path("", pages.show, name="brand"),
    path("put-back/", pages.put_back, name="put_back"),
]

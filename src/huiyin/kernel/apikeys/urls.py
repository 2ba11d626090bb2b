from django.urls import path

from huiyin.kernel.apikeys import pages

app_name = "apikeys"
urlpatterns = [
    path("", pages.show, name="keys"),
    path("<int:key_id>/revoke/", pages.revoke, name="revoke"),
]

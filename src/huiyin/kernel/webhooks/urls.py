from django.urls import path

from huiyin.kernel.webhooks import pages

app_name = "webhooks"
urlpatterns = [
    path("", pages.show, name="subscriptions"),
    path("<int:subscription_id>/", pages.deliveries, name="deliveries"),
    path("<int:subscription_id>/switch/", pages.turn, name="switch"),
    path("deliveries/<int:delivery_id>/again/", pages.again, name="again"),
]

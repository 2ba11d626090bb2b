from django.urls import path

from huiyin.kernel.worker.pages import health, journal, parked

app_name = "worker"
urlpatterns = [
    path("health/", health.show, name="health"),
    path("parked/<slug:queue>/", parked.show, name="parked"),
    path("parked/<slug:queue>/retry/", parked.try_again, name="retry"),
    path("journal/", journal.show, name="journal"),
]

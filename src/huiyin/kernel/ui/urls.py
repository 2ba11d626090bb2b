from django.urls import path

from huiyin.kernel.ui.pages import patterns, preferences

app_name = "ui"
urlpatterns = [
    path("preferences/language/", preferences.set_language, name="set_language"),
    path("preferences/theme/", preferences.set_theme, name="set_theme"),
    path("preferences/type-size/", preferences.set_type_size, name="set_type_size"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/portal/", patterns.show_portal, name="patterns_portal"),
]

from django.urls import path

from huiyin.kernel.ui.pages import brand, patterns, preferences

app_name = "ui"
urlpatterns = [
    path("preferences/language/", preferences.set_language, name="set_language"),
    path("preferences/theme/", preferences.set_theme, name="set_theme"),
    path("preferences/type-size/", preferences.set_type_size, name="set_type_size"),
    path("preferences/tour/", preferences.set_tour, name="set_tour"),
    path("brand/styles.css", brand.styles, name="brand_styles"),
    path("brand/<str:name>", brand.logo, name="brand_logo"),
    path("patterns/", patterns.show, name="patterns"),
    path("patterns/portal/", patterns.show_portal, name="patterns_portal"),
]

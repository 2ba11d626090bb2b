from django.urls import URLPattern, URLResolver, include, path

from huiyin.config.api import PREFIX, api_urls

# The API first: patterns are tried in their order, and machines call most.
urlpatterns: list[URLPattern | URLResolver] = [
    path(PREFIX, include((api_urls(), "api"))),
    path("", include("huiyin.kernel.ui.urls")),
    path("", include("huiyin.kernel.access.urls")),
    path("cases/", include("huiyin.cases.pages.urls")),
    path("portal/quality/", include("huiyin.insight.pages.public_urls")),
    path("portal/", include("huiyin.cases.pages.portal.urls")),
    path("customers/", include("huiyin.customers.pages.urls")),
    path("knowledge/", include("huiyin.knowledge.pages.urls")),
    path("channels/", include("huiyin.channels.pages.urls")),
    path("notices/", include("huiyin.notifications.pages.urls")),
    path("reports/", include("huiyin.insight.pages.urls")),
    path("topics/", include("huiyin.insight.pages.topic_urls")),
    path("quality/", include("huiyin.quality.pages.urls")),
    path("standards/", include("huiyin.standards.pages.urls")),
    path("workforce/", include("huiyin.workforce.pages.urls")),
    path("system/", include("huiyin.kernel.worker.urls")),
    path("accounts/", include("allauth.account.urls")),
    path("accounts/", include("allauth.mfa.urls")),
    path("accounts/", include("allauth.socialaccount.urls")),
    path("accounts/", include("allauth.socialaccount.providers.openid_connect.urls")),
    path("settings/keys/", include("huiyin.kernel.apikeys.urls")),
    path("settings/brand/", include("huiyin.kernel.branding.urls")),
    path("settings/webhooks/", include("huiyin.kernel.webhooks.urls")),
]

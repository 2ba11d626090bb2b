from django.urls import path

from huiyin.notifications.pages import bell, mine, notices, words

app_name = "notifications"
urlpatterns = [
    path("", notices.show, name="list"),
    path("<int:notice_id>/", notices.detail, name="notice"),
    path("<int:notice_id>/retry/", notices.retry, name="retry"),
    path("retry/", notices.retry_all, name="retry_all"),
    path("words/", words.show, name="words"),
    path("words/<str:code>/<str:language>/", words.edit, name="edit_words"),
    path("words/<str:code>/<str:language>/restore/", words.restore, name="restore_words"),
    path("bell/", bell.show, name="bell"),
    path("bell/read/", bell.read, name="read"),
    path("mine/", mine.edit, name="mine"),
]

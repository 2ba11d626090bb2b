from django.urls import path

from huiyin.channels.pages import attachments, mail, spool

app_name = "channels"
urlpatterns = [
    path("attachments/<int:attachment_id>/", attachments.download, name="attachment"),
    path("mail/", mail.mailboxes, name="mailboxes"),
    path("mail/<int:mail_id>/", mail.quarantined, name="quarantined"),
    path("mail/<int:mail_id>/release/", mail.release, name="release"),
    path("mail/<int:mail_id>/discard/", mail.discard, name="discard"),
    path("unsent/", mail.unsent, name="unsent"),
    path("unsent/<int:outgoing_id>/retry/", mail.retry, name="retry"),
    path("spool/", spool.show, name="spool"),
]

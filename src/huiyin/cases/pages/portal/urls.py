from django.urls import path

from huiyin.cases.pages.portal import (
    contact,
    faq,
    files,
    matter,
    matters,
    rating,
    say,
    sending,
    sign_in,
    start,
    terms,
)

app_name = "portal"
urlpatterns = [
    path("", start.show, name="start"),
    path("faq/", faq.show, name="faq"),
    path("faq/<str:ref>/", faq.article, name="article"),
    path("faq/<str:ref>/helped/", faq.vote, name="article_helped"),
    path("terms/", terms.show, name="terms"),
    path("say/", say.words, name="say"),
    path("say/contact/", contact.ask, name="contact"),
    path("say/code/", contact.code, name="contact_code"),
    path("say/more/", say.more, name="more"),
    path("say/check/", sending.check, name="check"),
    path("say/done/", sending.done, name="done"),
    path("sign-in/", sign_in.ask, name="sign_in"),
    path("sign-in/code/", sign_in.code, name="code"),
    path("sign-out/", sign_in.leave, name="sign_out"),
    path("matters/", matters.show, name="matters"),
    path("matters/<str:ref>/", matter.show, name="matter"),
    path("matters/<str:ref>/print/", matter.on_paper, name="print"),
    path("matters/<str:ref>/words/", matter.add, name="add"),
    path("matters/<str:ref>/again/", matter.again, name="again"),
    path("matters/<str:ref>/withdraw/", matter.withdraw, name="withdraw"),
    path("matters/<str:ref>/rating/", rating.of_matter, name="rate_matter"),
    path("matters/<str:ref>/files/<int:attachment_id>/", files.show, name="file"),
    path("follow/<str:token>/", matters.follow, name="follow"),
    path("rate/<str:token>/", rating.show, name="rate"),
    path("rate/<str:token>/more/", rating.explain, name="explain"),
]

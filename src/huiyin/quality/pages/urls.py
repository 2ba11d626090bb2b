from django.urls import path

from huiyin.quality.pages import acts, answer, figures, mine, samples

app_name = "answers"
urlpatterns = [
    path("samples/", samples.show, name="samples"),
    path("samples/export.csv", samples.as_csv, name="csv"),
    path("samples/<int:sample_id>/", answer.show, name="answer"),
    path("samples/<int:sample_id>/judge/", acts.judge, name="judge"),
    path("samples/<int:sample_id>/undo/", acts.undo, name="undo"),
    path("samples/<int:sample_id>/feedback/", acts.give, name="give"),
    path("feedback/<int:feedback_id>/settle/", acts.settle, name="settle"),
    path("feedback/<int:feedback_id>/reply/", acts.reply, name="reply"),
    path("figures/", figures.show, name="figures"),
    path("mine/", mine.show, name="mine"),
    path("mine/<int:sample_id>/", mine.show_one, name="own"),
]

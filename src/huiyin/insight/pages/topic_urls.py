from django.urls import path

from huiyin.insight.pages import topic, topic_acts, topics

app_name = "topics"
urlpatterns = [
    path("", topics.show, name="board"),
    path("export.csv", topics.as_csv, name="csv"),
    path("<int:topic_id>/", topic.show, name="topic"),
    path("<int:topic_id>/mark/", topic_acts.mark, name="mark"),
    path("<int:topic_id>/merge/", topic_acts.merge, name="merge"),
    path("<int:topic_id>/part/", topic_acts.part, name="part"),
    path("<int:topic_id>/take-out/", topic_acts.take_out, name="take_out"),
    path("<int:topic_id>/put-back/", topic_acts.put_back, name="put_back"),
]

"""Addresses of 投稿 and 留言."""

from django.urls import path

from feedback import views

app_name = "feedback"
urlpatterns = [
    path("submit/", views.submit, name="submit"),
    path("submit/<slug:code>/", views.submission, name="submission"),
    path("messages/", views.messages, name="messages"),
    path("messages/page/<page:page>/", views.messages, name="messages_page"),
    path("messages/<slug:code>/", views.message, name="message"),
]

"""Addresses of columns, articles, tags, the magazine and search."""

from django.urls import path, register_converter

from news import views
from portal.lib.converters import Number, PageNumber

register_converter(Number, "number")
register_converter(PageNumber, "page")

app_name = "news"
urlpatterns = [
    # Ids are numbers, slugs never are: the order of these lines does not matter to any address.
    path("news/<number:pk>/", views.article, name="article"),
    path("news/<number:pk>/views", views.count_view, name="count"),
    path("news/<slug:slug>/", views.column, name="column"),
    path("news/<slug:slug>/page/<page:page>/", views.column, name="column_page"),
    path("tags/<slug:slug>/", views.tag, name="tag"),
    path("tags/<slug:slug>/page/<page:page>/", views.tag, name="tag_page"),
    path("magazine/", views.magazine, name="magazine"),
    path("magazine/<page:year>/<page:number>/", views.issue, name="issue"),
    path("search/", views.search, name="search"),
]

"""All addresses. The admin's path comes from settings; everything else is fixed (docs/decisions.md)."""

from django.conf import settings
from django.contrib import admin
from django.urls import include, path

from portal import views

urlpatterns = [
    # Readers
    path("", views.home, name="home"),
    path("", include("news.urls")),
    path("links/", include("links.urls")),
    path("", include("feedback.urls")),
    path("pages/<slug:slug>/", views.page, name="page"),
    path("favourites/", views.favourites, name="favourites"),
    path("sitemap/", views.site_map, name="site_map"),
    # Files
    path("files/<number:pk>/", views.file, name="file"),
    path("media/<path:name>", views.media, name="media"),
    # Machines
    path("robots.txt", views.robots, name="robots"),
    path("favicon.ico", views.favicon, name="favicon"),
    path("healthz", views.healthz, name="healthz"),
    # The desk
    path(settings.ADMIN_PATH.lstrip("/"), admin.site.urls),
]

handler400 = "portal.views.bad_request"
handler403 = "portal.views.permission_denied"
handler404 = "portal.views.not_found"
handler500 = "portal.views.server_error"

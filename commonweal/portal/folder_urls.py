"""Addresses of case folders."""

from django.urls import path

from commonweal.portal.web import folders

addresses = [
    path("folders/", folders.all_folders, name="folders"),
    path("folders/open/", folders.create, name="folder-create"),
    path("folders/keep/", folders.keep, name="folder-keep"),
    path("folders/<uuid:folder>/", folders.folder, name="folder"),
    path("folders/<uuid:folder>/export/", folders.export, name="folder-export"),
    path("folders/<uuid:folder>/<slug:deed>/", folders.act, name="folder-act"),
]

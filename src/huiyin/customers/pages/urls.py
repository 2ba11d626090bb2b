from django.urls import path

from huiyin.customers.pages import customer, customers, editing, importing, merging, rights

app_name = "customers"
urlpatterns = [
    path("", customers.show, name="list"),
    path("import/", importing.send, name="import"),
    path("import/<int:run_id>/", importing.show, name="import_run"),
    path("import/<int:run_id>/rejects/", importing.rejects, name="import_rejects"),
    path("merges/<int:merge_id>/part/", merging.part, name="part"),
    path("<int:customer_id>/", customer.show, name="customer"),
    path("<int:customer_id>/reveal/", customer.reveal, name="reveal"),
    path("<int:customer_id>/edit/", editing.edit, name="edit"),
    path("<int:customer_id>/contacts/", editing.contact, name="contact"),
    path("<int:customer_id>/contacts/<int:contact_id>/end/", editing.end, name="end_contact"),
    path("<int:customer_id>/consents/", editing.consent, name="consent"),
    path("<int:customer_id>/notes/", editing.note, name="note"),
    path("<int:customer_id>/merge/", merging.show, name="merge"),
    path("<int:customer_id>/export/", rights.export, name="export"),
    path("<int:customer_id>/erase/", rights.erase, name="erase"),
]

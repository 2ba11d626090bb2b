from huiyin.customers.models.contact import ContactPoint, contact_index
from huiyin.customers.models.import_run import ImportRun
from huiyin.customers.models.merge import CustomerMerge
from huiyin.customers.models.party import Consent, Customer, CustomerNote, name_index
from huiyin.customers.models.subscription import Subscription

__all__ = [
    "Consent",
    "ContactPoint",
    "Customer",
    "CustomerMerge",
    "CustomerNote",
    "ImportRun",
    "Subscription",
    "contact_index",
    "name_index",
]

"""The REST doors of cases, a file for each part of a case's life."""

from huiyin.cases.rest import amends, merging, of_customers, story, work, work_orders
from huiyin.cases.rest.complaints import router

for part in (story, work, work_orders, of_customers, amends, merging):
    router.add_router("", part.router)

routers = {"complaints": router, "work-orders": work_orders.orders_router}

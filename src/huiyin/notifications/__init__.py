"""News on its way: each notice to a customer, its words, its delivery, its state.

Owns notices to customers and to staff, the operator's edits of words, and who wants no more
of what may be declined. Publishes `NoticeSent` and `NoticeFailed`. The words themselves belong
to the context that speaks: it declares them in its `notices.py`.
"""

"""Who our customers are: parties, contact points, subscriptions, and their protection.

Owns customers, what identifies and reaches them, what they subscribed to and agreed to.
Publishes CustomerRegistered, CustomerChanged, CustomerRevealed, CustomerExported,
CustomerErased, ConsentChanged, CustomersMerged, CustomersParted. Reacts to nothing.
"""

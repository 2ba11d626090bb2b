"""Who our customers are: parties, contact points, subscriptions, and their protection."""

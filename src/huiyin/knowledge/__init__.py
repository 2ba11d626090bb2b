"""What we know: articles for staff and customers, and which of them answers a case.

Owns: articles, their immutable versions, votes on whether they helped.
Publishes: ArticleWritten, ArticlePublished, ArticleWithdrawn, ArticleReviewDue.
Reacts to: nothing.
"""

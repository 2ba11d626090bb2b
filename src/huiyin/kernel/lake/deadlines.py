"""The lake follows the records by itself."""

from datetime import datetime

from huiyin.kernel.lake.publish import publish_lake
from huiyin.kernel.worker.registry import works


@works("lake.publish", every=60)
def publish_what_changed(at: datetime) -> int:
    """Publish the days touched since; 0, for nothing more waits at once."""
    publish_lake(at=at)
    return 0

"""Articles into a store, batch by batch, by one worker or many; a kill loses the batches in flight and no more."""

from dragoman.scale.loop import Summary, ingest
from dragoman.scale.work import Job

__all__ = ["Job", "Summary", "ingest"]

"""Getting better and proving it. So far: samples of the answers that were sent, judged.

Owns draws, samples, judgements and feedback. Follows the journal for answers sent. Publishes
what was drawn, judged, undone, fed back and answered; nobody above asks it anything.
"""

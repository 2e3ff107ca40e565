"""Imported by the process that workers are forked from: what requests need is there before the first one comes."""

import gc

from .work import warm

warm()
gc.collect()
gc.freeze()  # what is there stays: the workers share its memory, since no collection looks at it again

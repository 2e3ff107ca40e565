"""One engine in a process of its own: a line with a number asks for so many documents, the answer is seconds each.

The lesser of clock time and processor time counts, so that other work on the machine does not.
"""

import gc
import sys
import time
from pathlib import Path

from .engines import ENGINES


def main() -> None:
    """Answer until the input ends."""
    name, room = sys.argv[1:]
    render = ENGINES[name](Path(room))
    render()
    gc.collect()
    for line in sys.stdin:
        count = int(line)
        begun, used = time.perf_counter(), time.process_time()
        for _ in range(count):
            render()
        spent = min(time.perf_counter() - begun, time.process_time() - used)
        print(spent / count, flush=True)


main()

"""How fast a register in a Parquet file is counted, and in how much memory.

python tools/bench_register.py [ROWS]
"""

from __future__ import annotations

import datetime
import os
import resource
import sys
import tempfile
import time
from pathlib import Path

import duckdb

from gikreport.register import count_register

LEDGER = """COPY (
  SELECT 'SQ' || lpad(i::VARCHAR, 9, '0') AS 编号,
    CASE i % 7 WHEN 0 THEN '公司' WHEN 1 THEN '律师事务所' ELSE '自然人' END AS 申请人类型,
    DATE '2021-06-01' + (i % 900)::INT AS 收到日期,
    CASE WHEN i % 11 = 0 THEN NULL ELSE DATE '2021-06-01' + (i % 900 + i % 40)::INT END AS 办结日期,
    CASE WHEN i % 11 = 0 THEN NULL WHEN i % 3 = 0 THEN '予以公开' ELSE '部分公开' END AS 办理结果
  FROM range({rows}) AS t(i)
) TO '{path}' (FORMAT parquet)"""


def main(rows: int) -> None:
    """Make a register, count it in a process of its own, tell rows a second and the most memory held."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "register.parquet"
        if os.fork() == 0:
            duckdb.connect().execute(LEDGER.format(rows=rows, path=path))
            os._exit(0)
        os.wait()
        began, used = time.perf_counter(), time.process_time()
        counted = count_register(path, year=2022, agency="某省", today=datetime.date(2024, 6, 1), trace=False)
        wall, used = time.perf_counter() - began, time.process_time() - used
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    received = sum(cell.amount or 0 for path, cell in counted.reading.cells.items() if path[-1] == "received")
    print(
        f"{rows / wall:,.0f} rows/s, {rows / used:,.0f} rows per processor second, {memory:.0f} MB, {received} received"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1_000_000)

"""第一份报告 / A first report: typed in Python, checked, and made the official Word document.

Totals are computed; a report that does not add up raises UnsoundReport instead of becoming a document.

Makes: first.docx
"""

import datetime
import sys
from pathlib import Path

from gikreport import Outcomes, Proactive, Prose, Report2021, Requests, Table3, Table4, save

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
report = Report2021(
    agency="青石县水利局", year=2024, signed_on=datetime.date(2025, 1, 20),
    overview=Prose.of("全年新收申请2件，均已办结。\n（一）主动公开。通过县政府网站公开信息120条。"),
    t2=Proactive(licensing=37),
    t3=Table3(natural_person=Requests(received=2, outcomes=Outcomes(disclosed=2))),
    t4=Table4(),
)  # fmt: skip
print(save(report, out / "first.docx").name)

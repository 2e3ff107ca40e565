"""写错一个数的表 / A table with one wrong number: its finding names the cell, the lines that take part, and the remedy.

Four of five requests were answered and none was carried forward: the balance of the column does not hold.

Makes: finding.json
"""

import json
import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
person = {"received": 5, "outcomes": {"disclosed": 4}}
data = {"agency": "青石县水利局", "year": 2024, "t2": {}, "t3": {"natural_person": person}, "t4": {}}
findings = [finding for finding in gikreport.check(gikreport.read(data)) if finding.severity.forbids]
for finding in findings:
    print(gikreport.tell(finding))
text = json.dumps([gikreport.finding_data(finding) for finding in findings], ensure_ascii=False, indent=2)
gikreport.write_whole(out / "finding.json", text.encode())

"""与上一年的报告核对 / Check beside last year's report: what it carried forward must come back.

Last year carried nothing forward; this year's report says that one request came over.

Makes: across-years.txt
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
last = gikreport.read(Path(__file__).parent / "xiaogang-2021.toml")
person = {"carried_over": 1, "outcomes": {"disclosed": 1}}
data = {"agency": last.agency, "year": 2022, "t2": {}, "t3": {"natural_person": person}, "t4": {}}
findings = gikreport.check(gikreport.read(data), previous=last)
told = "\n\n".join(gikreport.tell(finding) for finding in findings if finding.code.startswith("A"))
gikreport.write_whole(out / "across-years.txt", told.encode())
print(told)

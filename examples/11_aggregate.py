"""汇总 / Many offices' reports as one: with a unit missing every cell is 待填, and the cause is told.

The trace shows for every cell which unit brought which number; as a workbook it adds them up with formulas.

Makes: county.toml, units.xlsx
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
county = Path(__file__).parent / "county"
reports = [gikreport.read(file) for file in sorted((county / "2020").glob("*.toml"))]
units = gikreport.read_units(county / "units.toml")
whole = gikreport.aggregate_reports(reports, agency="清溪县人民政府", units=units)
for finding in whole.findings:
    print(gikreport.tell(finding))
gikreport.write_whole(out / "units.xlsx", whole.trace(".xlsx"))
print(gikreport.save(whole.reading, out / "county.toml").name)

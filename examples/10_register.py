"""由台账统计 / A register counted: tables 3 and 4 from the rows, with the cases behind every cell.

The text and table 2 come from the report that is begun. A row that cannot be counted is told, and opens its column.
A town's workbook is asked first: which of its words mean which line of the form is written down once, by a person.

Makes: bureau.toml, cases.csv, late.csv, words.xlsx, town.toml, town-cases.xlsx, town-statistics.xlsx
"""

import datetime
import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
here = Path(__file__).parent
counted = gikreport.count_register(
    here / "register" / "register-corrected.csv", mapping=here / "register" / "register.toml",
    agency="清溪县自然资源局", year=2020, today=datetime.date(2022, 1, 10), late=True,
)  # fmt: skip
for row in counted.uncountable:
    print(row.problem.told("zh"))
begun = gikreport.read(here / "county" / "2020-begun" / "natural-resources.toml")
gikreport.write_whole(out / "cases.csv", counted.trace(".csv"))
gikreport.write_whole(out / "late.csv", counted.late_list(".csv"))
print(gikreport.save(gikreport.fill(begun, counted.reading), out / "bureau.toml").name, "逾期", len(counted.late), "件")

town = here / "register" / "town.xlsx"
asked = gikreport.ask_register(town, year=2021)
gikreport.write_whole(out / "words.xlsx", asked.workbook())  # to fill in; its path is then the mapping
print("要选定的说法：", "、".join(word.word for word in asked.undecided))
decided = {"outcomes": {"已答复": "予以公开", "撤回": "3.其他", "咨询": "不计入"}}
counted = gikreport.count_register(
    town, mapping=decided, agency="清溪县枫林乡人民政府", year=2021, today=datetime.date(2022, 1, 10), channels=True
)
for note in counted.notes:
    print(note.zh)
gikreport.save(counted.reading, out / "town.toml")
gikreport.write_whole(out / "town-cases.xlsx", counted.trace(".xlsx"))
gikreport.write_whole(out / "town-statistics.xlsx", counted.statistics())

"""在 Word 文件上加批注 / Comments in Word: the findings on the cells of the document, to be sent back to the office.

The document is made here with one number changed, as if somebody had typed over it.

Makes: sent-in.docx, annotated.docx
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
person = {"received": 5, "outcomes": {"disclosed": 4}}
data = {"agency": "青石县水利局", "year": 2024, "t2": {}, "t3": {"natural_person": person}, "t4": {}}
wrong = gikreport.render(gikreport.draft(gikreport.read(data)), ".docx")
gikreport.write_whole(out / "sent-in.docx", wrong)
findings = gikreport.check(gikreport.read(wrong))
gikreport.write_whole(out / "annotated.docx", gikreport.annotated(wrong, findings, "sent-in.docx"))
print(gikreport.summary(findings, "sent-in.docx"))

"""草稿 / A draft: of what is stated so far, marked 草稿 on every page; open cells print 待填.

Makes: draft.docx
"""

import sys
from pathlib import Path

import gikreport

out = Path(sys.argv[1] if len(sys.argv) > 1 else "out")
out.mkdir(parents=True, exist_ok=True)
begun = gikreport.new("青石县水利局", 2024)
waiting = [finding for finding in gikreport.check(begun) if finding.severity is gikreport.Severity.UNCERTAIN]
print("待定：", len(waiting), "处")
print(gikreport.save(gikreport.draft(begun), out / "draft.docx").name)

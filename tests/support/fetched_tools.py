"""Programs that tests ask, fetched by `make fonts axe ooxml sarif clients pyodide`."""

from support import ROOT

FONTS = ROOT / ".cache" / "fonts"
PYODIDE = FONTS.parent / "pyodide" / "node_modules" / "pyodide"
AXE = FONTS.parent / "axe" / "node_modules" / "axe-core" / "axe.min.js"
OOXML = FONTS.parent / "ooxml" / "node_modules" / ".bin" / "ooxml-validator"
SARIF = FONTS.parent / "sarif" / "node_modules" / "@microsoft" / "sarif-multitool-linux" / "Sarif.Multitool"
CLIENTS = FONTS.parent / "clients"
GENERATOR = CLIENTS / "node_modules" / ".bin" / "quicktype"

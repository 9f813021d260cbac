# 두 명령이면 된다: make book, make test. 나머지는 make help가 알려 준다.
PYTHON ?= python3
BIN := .venv/bin
# nbgrader는 alembic을 이름만으로 부르므로 가상 환경이 PATH에 있어야 한다.
export PATH := $(abspath $(BIN)):$(PATH)
# 작은 행렬을 여러 스레드로 나누면 바쁜 기계에서 몇 배로 느려진다.
export OPENBLAS_NUM_THREADS ?= 1
# 텐서플로는 불러올 때 이것을 본다. 그 뒤에 정하면 늦다. 어떤 CPU에서는 oneDNN이 그래프를 다듬다가
# 그만두며 오류를 적는데, 다듬지 않은 그래프로 맞게 돌므로 쪽에 싣지 않는다. 파이썬의 오류는 그대로다.
export TF_CPP_MIN_LOG_LEVEL ?= 3
# 커널을 미리 불러온 프로세스에서 갈라 낸다. 노트북마다 TensorFlow를 다시 읽지 않아도 된다.
export JUPYTER_DEFAULT_PROVISIONER_NAME ?= warm
export WARMGRADE_PRELOAD ?= numpy,scipy.ndimage,matplotlib.pyplot,sklearn.model_selection,skimage,mnist1d.data,tensorflow,keras
# 번역해 둔 코드(.pyc)를 남기지 못하게 한 환경에서는 프로세스마다 TensorFlow를 처음부터 번역한다.
# 불러오는 데 4초면 될 것이 10초가 걸린다.
unexport PYTHONDONTWRITEBYTECODE
READY := .venv/.ready
BOOK := _build/.book
# 쪽의 내용을 바꿀 수 있는 모든 것. 폴더도 넣어 파일이 지워진 것까지 알아챈다.
BOOK_SOURCES := $(shell find chapters/. exercises/. experiments/. benchmarks/. packages/. sphinx_ext/. _static/. \
	-name __pycache__ -prune -o -name '.?*' -prune -o -print 2>/dev/null) \
	_config.yml _toc.yml intro.md references.bib uv.lock

.PHONY: help book pdf zip serve test claims versions newcomer variants hostile links experiments exercises grade formgrader demo bench format clean

help:
	@echo "make book                책을 _build/html에 만든다. STRICT=1을 붙이면 주장이 하나라도 성립하지 않을 때 실패한다"
	@echo "make pdf, make zip       책 전체를 PDF 한 권으로, 또는 인터넷 없이 여는 압축 파일로 만든다(_build/)"
	@echo "make serve               만든 책을 http://127.0.0.1:8000 에서 연다"
	@echo "make test                모든 검사를 돌린다"
	@echo "make claims              강의의 주장을 시드와 설정과 셈(CPU, 스레드)을 바꿔 가며 흔들어 본다(오래 걸린다)"
	@echo "make versions            잠근 판, 가장 새로운 판, Colab의 판으로 노트북을 모두 실행해 본다(오래 걸린다)"
	@echo "make newcomer            빈 환경에서 책에 적힌 줄만 붙여 넣어 설치하고 실행해 본다(오래 걸리고 인터넷을 쓴다)"
	@echo "make variants            과제의 맞는 답과 틀린 답을 모두, 노트북 전체로 채점해 본다(오래 걸린다)"
	@echo "make hostile             채점을 속이거나 망가뜨리려는 제출물을 채점해 본다(1분 남짓)"
	@echo "make links               책이 가리키는 바깥 주소가 살아 있는지 물어본다(인터넷을 쓴다)"
	@echo "make experiments         기록된 실험을 모두 다시 돌린다(오래 걸린다)"
	@echo "make exercises           solutions/에서 학생용 exercises/를 만든다"
	@echo "make grade A=과제        submitted/에 모인 과제를 채점한다"
	@echo "make formgrader          서술형을 채점하는 화면을 이 컴퓨터에서만 연다"
	@echo "make demo                서른 명의 반을 만들어 채점해 보고 보고서의 자리를 알려 준다"
	@echo "make bench               과제의 검사를 검사하고, 채점과 책 짓기의 빠르기를 stock과 견준다(오래 걸린다)"
	@echo "make format              노트북과 코드를 정돈한다"
	@echo "make clean               만든 책과 캐시를 지운다"

# 지은 때를 표시하는 파일에 성립하지 않은 주장의 목록이 들어 있다. 다시 짓지 않을 때도 보인다.
book: $(BOOK)
	@cat $(BOOK)
	@echo "책: _build/html/index.html"
	@if [ -s $(BOOK) ] && [ "$(filter-out 0,$(STRICT))" ]; then echo "STRICT=1이므로 실패로 끝냅니다." >&2; exit 1; fi

$(BOOK): $(READY) $(BOOK_SOURCES)
	rm -rf _build/wheel
	$(BIN)/uv build --quiet --wheel --no-build-isolation --all-packages --out-dir _build/wheel
	$(BIN)/jupyter-book build .
	@mv _build/failed_claims.txt $@

pdf zip: book
	$(BIN)/python sphinx_ext/whole_book.py $@

PORT ?= 8000
serve: book
	$(BIN)/python -m http.server --bind 127.0.0.1 --directory _build/html $(PORT)

# 일꾼들이 파일 단위로 나누어 돌린다. 검사의 수가 아니라 적힌 차례대로 나누어야, 검사는 몇 개
# 안 되지만 오래 걸리는 파일이 끝에 몰리지 않는다.
PYTEST := $(BIN)/python -m pytest --dist loadfile --no-loadscope-reorder --numprocesses
CORES = $(shell $(BIN)/python -c "import os; print(os.cpu_count())")

# nbgrader의 명령을 검사의 프로세스 안에서 실행하므로 다른 검사와 섞지 않는다.
STOCK_TESTS := $(wildcard tests/warmgrade/test_like_stock.py tests/warmgrade/test_stock_cases.py)

# 노트북은 nbval이 언제나 실행한다. 책에 새 출력이 필요하면 그것을 쓰고 다시 실행하지 않는다.
# 나머지 검사가 그 책을 짓고 본다. 기다리는 일이 많으므로 일꾼을 하나 더 둔다.
test: $(READY)
	$(PYTEST) $(CORES) chapters solutions
	$(PYTEST) $$(($(CORES) + 1)) tests $(addprefix --ignore=,$(STOCK_TESTS))
	$(if $(STOCK_TESTS),$(PYTEST) $(CORES) $(STOCK_TESTS))

# 골라서 돌리기: make claims LESSONS="12 q3" ARITHMETIC="Prescott Haswell". 이름은 tests/lessons/arithmetic.py에 있다.
claims: $(READY)
	$(BIN)/python tests/lessons/sweep.py $(LESSONS) $(if $(ARITHMETIC),--arithmetic $(ARITHMETIC))

versions: $(READY)
	$(BIN)/python tests/versions/stacks.py $(STACK) $(if $(N),-k $(N))

newcomer: book
	$(BIN)/python tests/journeys/newcomer.py $(ARGS)

variants: $(READY)
	VARIANTS=whole $(BIN)/python -m pytest --numprocesses $(CORES) tests/exercises/test_variants.py $(if $(E),-k $(E))

hostile: $(READY)
	HOSTILE=1 $(BIN)/python -m pytest --numprocesses $(CORES) tests/warmgrade/test_hostile.py tests/warmgrade/test_fuzz.py

links: book
	$(BIN)/python tests/site/external_links.py

experiments: $(READY)
	@for script in experiments/*.py; do $(BIN)/python "$$script" || exit 1; done

exercises: $(READY)
	@for name in $(notdir $(wildcard solutions/*)); do $(BIN)/nbgrader generate_assignment --force "$$name" || exit 1; done

grade: $(READY)
	@test -n "$(A)" || { echo "채점할 과제를 정해 주세요. 예: make grade A=q1_initialization" >&2; exit 2; }
	@$(BIN)/warmgrade run "$(A)" $(ARGS)
	@$(BIN)/warmgrade feedback "$(A)"

formgrader: $(READY)
	$(BIN)/jupyter lab --ServerApp.ip=127.0.0.1 --LabApp.default_url=/formgrader $(ARGS)

demo: $(READY)
	$(BIN)/python benchmarks/demo.py $(N)

bench: $(READY)
	$(BIN)/python benchmarks/exercises.py $(E)
	$(BIN)/python benchmarks/notebooks.py
	$(BIN)/python benchmarks/grading.py 30

format: $(READY)
	$(BIN)/python sphinx_ext/first_cell.py
	$(BIN)/nbstripout --keep-id chapters/*.ipynb solutions/*/*.ipynb
	$(BIN)/ruff check --fix --quiet .
	$(BIN)/ruff format --quiet .

clean:
	rm -rf _build .pytest_cache .ruff_cache

$(READY): pyproject.toml $(wildcard packages/*/pyproject.toml) uv.lock
	@command -v $(PYTHON) >/dev/null || { echo "$(PYTHON) 명령이 없습니다. 파이썬 3.11 이상을 설치하거나 make PYTHON=/경로/python3 로 알려 주세요." >&2; exit 1; }
	@$(PYTHON) -c 'import sys; sys.exit(not (3, 11) <= sys.version_info < (3, 14))' || { echo "파이썬 3.11, 3.12, 3.13 가운데 하나가 필요합니다. 지금은 $$($(PYTHON) --version)입니다. 예: make PYTHON=python3.12 book" >&2; exit 1; }
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || { echo "파이썬의 venv 모듈이 없습니다. 데비안과 우분투에서는 sudo apt install python3-venv 를 실행하세요." >&2; exit 1; }
	@echo "처음 한 번 실행 환경을 만듭니다(.venv, 내려받기 포함 1~5분)."
	$(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet "uv==$$(sed -n '/^name = "uv"$$/{n;s/version = "\(.*\)"/\1/p;}' uv.lock)"
	$(BIN)/uv sync --locked --inexact --compile-bytecode
	@touch $@

# One test of a user's suite; test.py calls it for each: make -f suite.mk TARGET source=FILE kind=KIND test=ERRLOG ...
# A suite may set NAME_FLAGSCFA and NAME_FLAGSLD for a target in local.mk (- and / of the name become _).

cfa = cfa
builddir = .
flags =
warnings = -Wall -Wextra -Werror
-include local.mk

key = $(subst /,_,$(subst -,_,$@))
log = $(if $(test),2>> $(test))
in_dir = $(abspath $(dir $(source)).in)/
COMPILE = $(cfa) -quiet -g -fno-diagnostics-show-caret -fdebug-prefix-map=$(CURDIR)= -fdebug-prefix-map=/tmp= \
	$(flags) -XCFA --deterministic-out $(warnings) $(CFAFLAGS) -DIN_DIR="$(in_dir)" $($(key)_FLAGSCFA)
LINK = $(cfa) -quiet $(flags)

.SUFFIXES:
.PHONY: $(MAKECMDGOALS)
MAKEFLAGS += -r

ifneq ($(filter-out .%,$(MAKECMDGOALS)),)
$(filter-out .%,$(MAKECMDGOALS)):
	@mkdir -p $(builddir)/$(@D)
ifeq ($(kind),syntax)
	$(COMPILE) $(macros) -Wno-unused-variable -Wno-unused-label -c -fsyntax-only $(source) $(log)
	@cp $(test) $(builddir)/$@
else
	$(COMPILE) $(if $(filter threads,$(kind)),-include thread.hfa) $(source) -c -o $(builddir)/$@.o $(log)
	$(LINK) $(builddir)/$@.o -o $(builddir)/$@ $($(key)_FLAGSLD) $(log)
endif
endif

.validate:
	@mkdir -p $(builddir)
	echo 'int main() {}' | $(COMPILE) -x cfa - -c -o $(builddir)/validate.o $(log)
	$(LINK) $(builddir)/validate.o -o $(builddir)/validate $(log)

.test_makeflags:
	@echo "$(MAKEFLAGS)"

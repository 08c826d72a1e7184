# What tests, measures and attacks the project. Part of the Makefile.

.PHONY: check-imap bench-imap check check-unit check-cli check-live check-asan check-tsan \
	check-valgrind check-fuzz bench \
	screenshots

TEST_FLAGS += -Itests -DTERTIUS_SOURCE_DIR='"$(CURDIR)"' \
	-DTERTIUS_BUILD_DIR='"$(abspath $(B))"'
RUN_ENV    := LC_ALL=C.UTF-8 TZ=UTC CK_DEFAULT_TIMEOUT=120 \
	G_DEBUG=fatal-criticals \
	TERTIUS_SOURCE_DIR='$(CURDIR)' \
	TERTIUS_BUILD_DIR='$(abspath $(B))' \
	TERTIUS_PROGRAM='$(abspath $(B))/tertius'

# What a clean checkout must pass, in this order: built by gcc with -Werror, tried
# from unit to mail client, linted (with the layers), then built by clang with
# -Werror and sanitizers, and packaged. All of these are told of by `make help`.
# The live tests wait for servers and windows half of the time: lint and the packages,
# which only compute, run beside.
CHECKS     ?= all +lint +check-package check-unit check-cli check-live check-asan \
	check-tsan check-valgrind

check-unit: $(TESTS:=.ok) ## The unit tests whose code has changed
# What the longest of these needs is made first, so that it is not the last to begin.
check-cli: $(B)/tests/failing/shim.so $(CLI_TESTS:%=$(B)/%.ok) ## The command from the outside
# Some of these by name.
check-completions: $(B)/tests/cli/completions.t.ok ## What bash, zsh and fish complete
check-manual: $(B)/tests/cli/manual.t.ok ## The manual's pages, with mandoc
check-library: $(B)/tests/test-face.ok $(B)/tests/cli/library.t.ok ## The library for other programs
check-failing: $(B)/tests/cli/failing.t.ok $(B)/tests/live/imap-failing.t.ok ## A disk or a memory that fails, at each call in turn
check-hardening: $(B)/tests/cli/hardening.t.ok ## How hard what is built is to take over
check-security: $(B)/tests/cli/security.t.ok ## That packaging/SECURITY.md is true
check-live: $(LIVE_TESTS:%=$(B)/%.ok) ## Real servers and the real mail client

check: ## Everything, and how long it took; CHECKS='...' some of it
	+$(Q)MAKE='$(MAKE)' sh tests/check.sh $(B) $(CHECKS)

$(B)/tests/%.o $(B)/tidy/tests/%.ok: CORE_FLAGS += $(TEST_FLAGS)

# What tests share and is too long for a header.
SHARED     := $(patsubst %,$(B)/tests/%.o,conclusions letter lint-ical story world)
-include $(SHARED:.o=.d)

$(B)/tests/shared.a: $(SHARED)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(B)/tests/test-%: $(B)/tests/test-%.o $(B)/tests/shared.a $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $(filter %.o,$^) $(filter %.a,$^) \
		$(CHECK_LIBS) $(CORE_LIBS)

# The thread sanitizer is told what GIO's tasks hand over.
ifeq ($(SANITIZE),thread)
TOLD := run_in_thread return_pointer return_int return_boolean propagate_pointer \
	propagate_int
$(TESTS): $(B)/tests/tsan-tasks.o
$(TESTS): override LDFLAGS += $(TOLD:%=-Wl,--wrap=g_task_%)
endif

$(B)/tests/%.ok: $(B)/tests/% $(B)/tertius
	$(call say,TEST,$*)
	$(Q)$(RUN_ENV) $(RUN) $< > $<.log 2>&1 || { cat $<.log; exit 1; }
	$(Q)touch $@

# Shell tests speak TAP; helpers are in tests/cli/tap.sh.
$(patsubst %.t,$(B)/%.t.ok,$(wildcard tests/live/claws*.t)): $(B)/tests/%.t.ok: \
	$(B)/tertius.so $(B)/tests/claws/heartbeat.so tests/live/claws.sh \
	tests/live/claws_mail.py $(wildcard tests/live/claws*.py)

# A second IMAP server, which cannot be installed beside the first.
$(B)/tests/live/imap-courier.t.ok: | $(B)/courier
$(B)/tests/live/imap-cyrus.t.ok: | $(B)/cyrus
$(B)/courier $(B)/cyrus:
	@sh packaging/deps.sh unpack $(@F) '$(abspath $@)'

# A plugin for Claws Mail that measures its main loop.
$(B)/tests/claws/heartbeat.o $(B)/tidy/tests/claws/heartbeat.c.ok: \
	CORE_FLAGS += $(CLAWS_FLAGS)
$(B)/tests/claws/heartbeat.so: $(B)/tests/claws/heartbeat.o
	$(call say,LD,$@)
	$(Q)$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-z,nodelete -o $@ $^ \
		$(CLAWS_LIBS)

# The plugin with each of its functions telling the heartbeat when it begins and
# ends.
TIMED_OBJS := $(CLAWS_OBJS:$(B)/%=$(B)/timed/%) $(B)/timed/libcore/engine/client.o
$(TIMED_OBJS): CORE_FLAGS += $(CLAWS_FLAGS)
$(B)/timed/%.o: %.c Makefile
	$(call say,CC,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CORE_FLAGS) $(CPPFLAGS) $(CFLAGS) -finstrument-functions \
		-MMD -MP -c -o $@ $<
$(B)/timed/tertius.so: $(TIMED_OBJS) $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-z,nodelete -Wl,-Bsymbolic \
		-Wl,--wrap=__cyg_profile_func_enter \
		-Wl,--wrap=__cyg_profile_func_exit \
		-Wl,--gc-sections -Wl,--exclude-libs,ALL -o $@ $^ $(CLAWS_LIBS)
-include $(TIMED_OBJS:.o=.d)

.PHONY: bench-claws check-claws-valgrind
STORIES := claws claws-faults claws-reading claws-server
check-claws-valgrind: $(B)/tertius.so $(B)/tests/claws/heartbeat.so $(B)/tertius ## Claws Mail with the plugin under valgrind
	$(Q)for story in $(STORIES); do \
		$(RUN_ENV) TERTIUS_VALGRIND=yes TERTIUS_PATIENCE=8 \
			CLAWS_SECONDS=900 bash tests/live/$$story.t; \
	done 2>&1 | tee $(B)/valgrind.log
	$(Q)! grep -q '^not ok' $(B)/valgrind.log

bench: bench-claws
bench-claws: $(B)/tertius.so $(B)/timed/tertius.so $(B)/tests/claws/heartbeat.so $(B)/tertius ## What the plugin costs Claws Mail
	$(Q)$(RUN_ENV) bash tests/bench/claws.sh
$(B)/tests/cli/completions.t.ok: $(SHELLS)
$(B)/tests/cli/manual.t.ok: $(PAGES)
$(B)/tests/cli/languages.t.ok $(B)/tests/live/claws-languages.t.ok: \
	$(B)/tertius.pot tests/pseudo.py
$(B)/tests/cli/library.t.ok: $(B)/$(SONAME) $(B)/tertius.pc \
	libcore/tertius.h packaging/libtertius.map $(MAN_SRCS)
$(B)/tests/cli/tour.t.ok: libcore/README.md
$(B)/tests/cli/security.t.ok: packaging/SECURITY.md tests/fuzz/README.md
$(B)/tests/cli/hardening.t.ok: $(B)/$(SONAME) $(B)/tertius.so
$(B)/tests/cli/doctor.t.ok: $(B)/tertius.so
$(B)/tests/cli/failing.t.ok $(B)/tests/live/imap-failing.t.ok: \
	$(B)/tests/failing/shim.so tests/failing/run.py

# Between a program and the C library: it lets the n-th call fail.
$(B)/tests/failing/shim.so: tests/failing/shim.c Makefile
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) -std=gnu17 -fPIC -shared -O1 -g -fno-builtin -Wall -Wextra \
		-o $@ $< -ldl
$(B)/tests/live/report.t.ok: $(B)/tests/test-report

check-imap: $(B)/tertius $(B)/tests/live/imap-items ## The IMAP scan on a bad line, the long form
	$(Q)$(RUN_ENV) CUTS=500 bash tests/live/imap-faults.t

bench: bench-imap
IMAP ?= floor far again mbsync memory
bench-imap: $(B)/tests/live/imap-items $(B)/tests/bench/heads/tertius ## The IMAP scan beside a bare socket and mbsync; IMAP='floor far again mbsync memory' some of it
	$(Q)bad=0; $(RUN_ENV) PARTS='$(IMAP)' bash tests/bench/imap.sh 10000 || bad=1; \
	many='$(filter floor far again,$(IMAP))'; [ -z "$$many" ] || \
		$(RUN_ENV) PARTS="$$many" RUNS=2 bash tests/bench/imap.sh 100000 \
		|| bad=1; \
	exit $$bad

# Only the first phase of an IMAP scan; the command hands on to what lies beside it.
$(B)/tests/bench/heads/tertius: $(B)/tertius $(B)/tests/bench/heads/tertius-reader
	$(Q)cp $< $@

$(B)/tests/bench/heads/tertius-reader: $(call table_of,all) $(B)/tool.a \
	$(B)/tests/bench/heads-only.o $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--wrap=tertius_imap_message_dup_wants \
		-o $@ $^ $(CORE_LIBS)

# Small programs with which the live tests ask the library. (A pattern rule
# without a recipe would take the recipe away, so each test is named.)
LIVE_PROGRAMS := $(patsubst %.c,$(B)/%,$(wildcard tests/live/*.c))
-include $(LIVE_PROGRAMS:=.d)

$(LIVE_TESTS:%=$(B)/%.ok): $(LIVE_PROGRAMS)

$(LIVE_PROGRAMS) $(B)/tests/bench/calendar: %: %.o \
	$(B)/tests/shared.a $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(CORE_LIBS)

.PHONY: check-calendar bench-calendar
CALDAV_TESTS := $(filter tests/live/caldav-%,$(LIVE_TESTS))

check-calendar: $(B)/tests/live/caldav-sync $(B)/tests/live/caldav-ask ## Longer days with calendar servers
	$(Q)for t in $(CALDAV_TESTS); do RUNS=200 FOREIGN=500 LONG=1 \
		$(RUN_ENV) bash $$t || exit 1; done
	$(Q)for s in radicale xandikos sabre; do RUNS=200 SERVERS=$$s \
		$(RUN_ENV) bash tests/live/calendar-days.t || exit 1; \
		TASKS=1 RUNS=60 SERVERS=$$s \
		$(RUN_ENV) bash tests/live/calendar-days.t || exit 1; done

bench-calendar: $(B)/tests/bench/calendar ## Calendars beside libical and vdirsyncer
	$(Q)$(RUN_ENV) bash tests/bench/calendar.sh

$(B)/tests/%.t.ok: tests/%.t $(B)/tertius
	$(call say,TEST,$*)
	$(Q)mkdir -p $(@D)
	$(Q)$(RUN_ENV) bash $< > $(@:.ok=.log) 2>&1 && \
		awk -f tests/tap.awk $(@:.ok=.log) >> $(@:.ok=.log) || \
		{ cat $(@:.ok=.log); exit 1; }
	$(Q)touch $@

# Clang builds these two, so that both compilers see every line.
HAS_CLANG   = $(shell command -v clang)
BOTH       := address,undefined
check-asan check-tsan: CFLAGS = -O1 -g

check-asan: ## With clang: all, the unit tests and the fuzz targets' seeds with its sanitizers
	+$(Q)$(if $(HAS_CLANG),CK_FORK=no $(MAKE) B=$(B)/asan CC=clang \
		CFLAGS='$(CFLAGS)' SANITIZE=$(BOTH) all check-unit check-seeds, \
		echo '# SKIP no clang here')

# Only what has threads: the talk with workers and with a mail client.
THREADED   := $(patsubst %,$(B)/tsan/tests/test-%.ok,client crew frame worker \
	worker-child worker-serve)

check-tsan: ## What has threads under the thread sanitizer
	+$(Q)$(if $(HAS_CLANG),CK_FORK=no \
		TSAN_OPTIONS='suppressions=$(CURDIR)/tests/tsan.supp' \
		$(MAKE) B=$(B)/tsan CC=clang \
		CFLAGS='$(CFLAGS)' SANITIZE=thread $(THREADED), \
		echo '# SKIP no clang here')

# It is slow: what parses strangers' bytes, and what keeps.
VALGRINDED := $(patsubst %,$(B)/tests/test-%,address-book caldav-xml charset \
	claws facts facts-copies frame html imap-reader imap-words ledger \
	limits-claws limits-facts mbox mime read-broken read-ical vcard)

check-valgrind: $(VALGRINDED:$(B)/tests/%=$(B)/valgrind/tests/%.ok) $(B)/valgrind/corpus.ok ## What reads and keeps under valgrind, also with the mail of CORPUS=PLACE

# The command and its worker, from bytes to conclusions: the demo, the seeds, and
# what mail is named besides. Of the worker's status nobody hears, so it is what
# valgrind says that counts.
CORPUS     ?=
$(B)/valgrind/corpus.ok: $(B)/tertius $(wildcard tests/fuzz/seeds/*/*)
	$(call say,VALG,corpus)
	$(Q)mkdir -p $(@D) && rm -f $(@D)/corpus.db*
	$(Q)command -v valgrind > /dev/null || \
		{ echo '# SKIP no valgrind here'; exit 0; }; \
		$(RUN_ENV) valgrind -q --trace-children=yes --leak-check=full \
		--suppressions=tests/valgrind.supp --error-exitcode=9 $< scan -q \
		--ledger $(@D)/corpus.db --config $(@D)/none \
		--me mara@lindqvist.example.org packaging/demo/Maildir \
		packaging/demo/calendar.ics tests/fuzz/seeds/ical \
		tests/fuzz/seeds/vcard tests/fuzz/seeds/connections/some.csv \
		tests/fuzz/seeds/mail/two.mbox $(CORPUS) > $(@:.ok=.log) 2>&1; \
		test $$? -le 1 && ! grep -aq '^==[0-9]*==' $(@:.ok=.log) || \
		{ grep -a '^==[0-9]*==' $(@:.ok=.log); exit 1; }
	$(Q)touch $@

$(B)/valgrind/tests/%.ok: $(B)/tests/% $(B)/tertius
	$(call say,VALG,$*)
	$(Q)mkdir -p $(@D)
	$(Q)command -v valgrind > /dev/null || \
		{ echo '# SKIP no valgrind here'; exit 0; }; \
		CK_FORK=no TERTIUS_VALGRIND=yes $(RUN_ENV) valgrind -q --leak-check=full \
		--suppressions=tests/valgrind.supp --error-exitcode=9 $< > $(@:.ok=.log) 2>&1 || \
		{ cat $(@:.ok=.log); exit 1; }
	$(Q)touch $@

screenshots: $(B)/tertius $(B)/tertius.so $(B)/tests/claws/heartbeat.so $(LOCALES) ## Pictures of the windows, from a real Claws Mail
	$(Q)$(RUN_ENV) PICTURES='$(abspath $(B))/screenshots' \
		bash tests/live/claws-pictures.sh
	@ls $(B)/screenshots/*.png

# --- Fuzzing ----------------------------------------------------------------
# The library is built once for all targets. What a target found to be new is
# kept below $(B)/fuzz-corpus; seeds are what lies in the project, and the mail
# and calendars beside it, which are not part of it.

FUZZ_SECONDS ?= 10
FUZZ_SEEDS   ?= ../shared/corpus ../shared/ics
FUZZ_NAMES   := $(FUZZ_SRCS:tests/fuzz/%.c=%)

.PHONY: check-seeds fuzzers fuzz-seeds
fuzzers: $(B)/data.c
	+$(Q)$(MAKE) B=$(B)/fuzz CC=clang CFLAGS='-O1 -g' \
		SANITIZE=fuzzer-no-link,address,undefined \
		$(FUZZ_NAMES:%=$(B)/fuzz/bin/%)

$(B)/bin/fuzz-%: $(B)/tests/fuzz/fuzz-%.o $(B)/tests/shared.a $(B)/libtertius.a
	$(call say,FUZZ,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CFLAGS) -fsanitize=fuzzer,address,undefined -o $@ $^ \
		$(CORE_LIBS)

# Each target once over all seeds of the project: no target can rot unseen.
check-seeds: $(FUZZ_NAMES:%=$(B)/tests/fuzz/%.ok) ## The fuzz targets over their seeds; part of check-asan

$(B)/tests/fuzz/%.ok: $(B)/bin/%
	$(Q)$< -runs=0 tests/fuzz/seeds/* packaging/demo > $(@:.ok=.log) 2>&1 && \
		echo 'ok 1 - $* takes the seeds' >> $(@:.ok=.log) || \
		{ cat $(@:.ok=.log); exit 1; }
	$(Q)touch $@

fuzz-seeds:
	$(Q)/usr/bin/python3 tests/fuzz/seeds.py $(B)/fuzz-corpus $(FUZZ_SEEDS)

check-fuzz: fuzzers fuzz-seeds ## Each fuzz target for FUZZ_SECONDS; FUZZ_NAMES='...' some
	$(Q)sh tests/fuzz/run.sh $(B) $(FUZZ_SECONDS) $(FUZZ_NAMES)

# --- Measures ---------------------------------------------------------------

BIG_MAILBOX ?= ../shared/corpus/mailbox.mbox

.PHONY: bench-scan
bench: bench-scan ## Every measure; fails when a ratio does not hold
bench-scan: $(B)/tertius ## The whole first scan beside notmuch and mu
	$(Q)/usr/bin/python3 tests/bench/scan.py $(abspath $(B))/tertius \
		$(BIG_MAILBOX)

# --- The detector against labelled mail ---------------------------------------
# The mail is not part of the project: put it beside, or say where it is.

LABELLED   ?= ../shared/corpus/dev
MADE_UP    := tests/data/detect/taught/en.tsv
BENCH_OBJS := $(patsubst %,$(B)/tests/bench/%.o,corpus labelled learn \
	made-up reliability rules spread)

.PHONY: bench-detect bench-letters train
bench: bench-detect bench-letters

$(B)/tests/bench/%: $(B)/tests/bench/%.o $(BENCH_OBJS) $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(CORE_LIBS) -lm

-include $(BENCH_OBJS:.o=.d) $(wildcard $(B)/tests/bench/*.d)

bench-detect: $(B)/tests/bench/detect $(B)/tests/bench/detect-speed ## How well introductions are found, and how fast (BENCH_ARGS=-v: what was mistaken)
	$(Q)if test -r $(LABELLED).mbox; then \
		$< $(LABELLED).mbox $(LABELLED).jsonl $(MADE_UP) $(BENCH_ARGS); \
	else echo 'bench-detect: no labelled mail at $(LABELLED)'; fi
	$(Q)if test -r $(BIG_MAILBOX); then \
		$(B)/tests/bench/detect-speed $(BIG_MAILBOX); \
	else echo 'bench-detect: no mailbox at $(BIG_MAILBOX)'; fi

bench-letters: $(B)/tests/bench/letters ## How much of made-up letters is understood (BENCH_ARGS=--missed: what was not)
	$(Q)$< $(BENCH_ARGS) tests/data/detect/fresh4/*.tsv

train: $(B)/tests/bench/train ## Learn the detector's weights anew
	$(Q)$< $(LABELLED).mbox $(LABELLED).jsonl $(MADE_UP) \
		> $(B)/acts.weights
	$(Q)cp $(B)/acts.weights libcore/detect/acts.weights

# --- The compose check against made-up drafts and sent mail -------------------

SENT_MAIL  ?= ../shared/corpus/mailbox.mbox
SENT_FROM  ?= $(shell sed -n '/belongs to/,/\.$$/p' \
	$(dir $(SENT_MAIL))LABELS.md 2>/dev/null | \
	grep -oE '[a-z.]+@[a-z.]+[a-z]')

.PHONY: bench-tact
bench: bench-tact
$(B)/tests/bench/tact-known: $(B)/tests/story.o
$(B)/tests/bench/letters: $(B)/tests/letter.o
bench-tact: $(B)/tests/bench/tact $(B)/tests/bench/tact-speed \
	$(B)/tests/bench/tact-known $(B)/tests/bench/tact-sent $(B)/tertius ## How well, how rarely and how fast the compose check speaks
	$(Q)$(B)/tests/bench/tact-speed $(abspath $(B))/tertius
	$(Q)$< tests/data/tact $(BENCH_ARGS)
	$(Q)$(B)/tests/bench/tact-known tests/data/tact/known.txt $(BENCH_ARGS)
	$(Q)if test -r $(SENT_MAIL); then \
		rm -f $(B)/tests/bench/sent.db*; \
		$(B)/tertius scan -q --ledger $(B)/tests/bench/sent.db \
			$(SENT_FROM:%=--me=%) $(SENT_MAIL) > /dev/null; \
		$(B)/tests/bench/tact-sent $(B)/tests/bench/sent.db \
			$(SENT_MAIL) $(BENCH_ARGS) $(SENT_FROM); \
	else echo 'bench-tact: no sent mail at $(SENT_MAIL)'; fi

# --- The guidelines: one test each ------------------------------------------

GUIDELINE_TESTS := $(sort $(wildcard tests/guidelines/*.t))
$(GUIDELINE_TESTS:%=$(B)/%.ok): tests/guidelines/world.sh

# --- Relating and planning ----------------------------------------------------

.PHONY: bench-relate
bench: bench-relate
bench-relate: $(B)/tests/bench/relate $(B)/tests/bench/carry-on ## How relating grows with people and mail
	$(Q)ME='$(SENT_FROM)' bash tests/bench/relate.sh $< $(abspath $(B)) $(BIG_MAILBOX)

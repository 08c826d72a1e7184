# Tertius remembers who introduced you to whom, and that you meant to thank them.
#
# Everything is built under $(B); nothing is written beside the sources.
# Set what you like on the command line: make CC=clang B=build/clang check

B          ?= build

# Everything at once, as far as the computer can, unless told otherwise.
ifeq ($(filter -j%,$(MAKEFLAGS)),)
MAKEFLAGS += -j$(shell nproc 2>/dev/null || echo 2)
endif
PREFIX     ?= /usr/local
BINDIR     ?= $(PREFIX)/bin
LIBEXECDIR ?= $(PREFIX)/libexec/tertius
LIBDIR     ?= $(PREFIX)/lib
INCLUDEDIR ?= $(PREFIX)/include
DATADIR    ?= $(PREFIX)/share
MANDIR     ?= $(DATADIR)/man
PLUGINDIR  ?= $(call pkg_config,--variable=plugindir claws-mail)
DESTDIR    ?=
PKG_CONFIG ?= pkg-config
INSTALL    ?= install

VERSION    := 0.1.0
SONAME     := libtertius.so.0

# --- Flags ------------------------------------------------------------------
# CFLAGS, CPPFLAGS and LDFLAGS are yours. What the code needs comes before.

CFLAGS     ?= -O2 -g
WARNINGS   := -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wcast-align \
	-Wcast-qual -Wpointer-arith -Wwrite-strings -Wformat=2 -Wundef -Wvla \
	-Wstrict-prototypes -Wmissing-prototypes -Wold-style-definition \
	-Wredundant-decls -Wnested-externs -Wswitch-enum -Wnull-dereference \
	-Wdouble-promotion -Wimplicit-fallthrough -Wfloat-equal

# Clang blames whoever uses it for the casts inside GLib's _(), g_utf8_next_char()
# and G_STRUCT_MEMBER_P(); all other casts are the same for gcc, which checks them.
ifneq ($(findstring clang,$(CC)),)
WARNINGS   += -Wno-cast-qual
endif

# --- What must be there first -----------------------------------------------
# make reads these, finds them missing or old, makes them, and starts again.

GOALS := $(or $(MAKECMDGOALS),all)
.DEFAULT_GOAL := all
ifneq ($(filter-out clean help format uninstall deps layers,$(GOALS)),)
include $(B)/deps-build.mk
endif
ifneq ($(filter check% bench lint $(B)/tests/%,$(GOALS)),)
include $(B)/deps-check.mk
endif

$(B)/deps-%.mk: packaging/deps.sh
	@mkdir -p $(@D)
	@sh $< $*
	@touch $@

deps: ## Install what is missing to build and to test
	@sh packaging/deps.sh build && sh packaging/deps.sh check && \
		sh packaging/deps.sh unpack courier '$(abspath $(B))/courier' && \
		sh packaging/deps.sh unpack cyrus '$(abspath $(B))/cyrus'

pkg_config = $(shell $(PKG_CONFIG) $(1) 2>/dev/null)
system_headers = $(subst -I,-isystem ,$(call pkg_config,--cflags $(1)))

CORE_NEEDS := gio-unix-2.0 gmime-3.0 libxml-2.0 libical sqlite3 json-glib-1.0 \
	libcurl expat libsecret-1 libseccomp libpsl gnutls
CORE_FLAGS := -std=gnu17 -fPIC -fvisibility=hidden $(WARNINGS) -Ilibcore \
	-DG_LOG_DOMAIN='"Tertius"' -DTERTIUS_VERSION='"$(VERSION)"' \
	-DGETTEXT_PACKAGE='"tertius"' \
	-DTERTIUS_BINDIR='"$(BINDIR)"' -DTERTIUS_LIBEXECDIR='"$(LIBEXECDIR)"' \
	-DTERTIUS_DATADIR='"$(DATADIR)/tertius"' \
	-DTERTIUS_LOCALEDIR='"$(DATADIR)/locale"' \
	-DGLIB_VERSION_MIN_REQUIRED=GLIB_VERSION_2_74 \
	-DGLIB_VERSION_MAX_ALLOWED=GLIB_VERSION_2_74 \
	$(call system_headers,$(CORE_NEEDS))
CLAWS_FLAGS = -DHAVE_CONFIG_H -Iplugin -Wno-deprecated-declarations \
	$(call system_headers,claws-mail gtk+-3.0 librsvg-2.0)
CORE_LIBS  := $(call pkg_config,--libs $(CORE_NEEDS)) -lm
CLAWS_LIBS := $(call pkg_config,--libs gio-unix-2.0 json-glib-1.0 librsvg-2.0) -lm
CHECK_LIBS := $(call pkg_config,--libs check)

ifdef SANITIZE
CORE_FLAGS += -fsanitize=$(SANITIZE) -fno-sanitize-recover=all \
	-fno-omit-frame-pointer
override LDFLAGS += -fsanitize=$(SANITIZE)
else
CORE_FLAGS += -fstack-protector-strong -fstack-clash-protection \
	-D_FORTIFY_SOURCE=2 $(shell $(CC) -fcf-protection -E -x c /dev/null \
		> /dev/null 2>&1 && echo -fcf-protection)
override LDFLAGS += -Wl,-z,relro,-z,now
endif
ifdef WERROR
CORE_FLAGS += -Werror
endif
ifndef V
Q   := @
say  = @printf '  %-5s %s\n' $(1) $(2)
endif

# --- What is built from what ------------------------------------------------

LAYERS     := base model mail calendar detect relate follow write picture \
	ledger engine
CORE_SRCS  := $(sort $(wildcard $(LAYERS:%=libcore/%/*.c)))
TOOL_SRCS  := $(sort $(wildcard libcore/tool/*.c))
CLAWS_SRCS := $(sort $(wildcard plugin/claws/*.c plugin/ui/*.c))
TEST_SRCS  := $(sort $(wildcard tests/test-*.c))
CLI_TESTS  := $(sort $(wildcard tests/cli/*.t tests/guidelines/*.t))
LIVE_TESTS := $(sort $(wildcard tests/live/*.t))
FUZZ_SRCS  := $(sort $(wildcard tests/fuzz/fuzz-*.c))
MAN_SRCS   := $(sort $(wildcard packaging/man/*.scd))
PHRASES    := $(sort $(wildcard libcore/detect/phrases/*.ini \
	libcore/detect/*.weights libcore/write/phrases/*.ini \
	libcore/picture/*.css libcore/picture/*.js))

CORE_OBJS  := $(CORE_SRCS:%.c=$(B)/%.o) $(B)/data.o
TOOL_OBJS  := $(TOOL_SRCS:%.c=$(B)/%.o)
CLAWS_OBJS := $(CLAWS_SRCS:%.c=$(B)/%.o)
TESTS      := $(TEST_SRCS:%.c=$(B)/%)
PAGES      := $(B)/man/tertius.1 $(B)/man/tertius.5 \
	$(MAN_SRCS:packaging/man/%.scd=$(B)/man/%)
SHELLS     := $(addprefix $(B)/completions/tertius.,bash zsh fish)
SOURCES     = $(shell find libcore plugin tests -name '*.[ch]')

.PHONY: all demo deps check lint lint-format lint-cppcheck layers format clean help
.DELETE_ON_ERROR:
.SECONDARY:
.SUFFIXES:

all: $(B)/libtertius.a $(B)/tertius $(if $(CLAWS_SRCS),$(B)/tertius.so) \
	$(B)/$(SONAME) $(B)/tertius.pc $(PAGES) $(SHELLS) ## Build everything

$(B)/libtertius.a: $(CORE_OBJS)
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

# Two programs from the same files: the table says which commands each has, and
# with them which libraries it needs.
table_of = $(B)/libcore/tool/commands-$(1).o

$(B)/tool.a: $(filter-out $(call table_of,%),$(TOOL_OBJS))
	$(call say,AR,$@)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(B)/tertius: $(call table_of,ledger) $(B)/tool.a $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -Wl,--as-needed -o $@ $^ $(CORE_LIBS)

$(B)/tertius-reader: $(call table_of,all) $(B)/tool.a $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) $(CFLAGS) $(LDFLAGS) -o $@ $^ $(CORE_LIBS)

$(B)/tertius: | $(B)/tertius-reader

$(B)/tertius.so: $(CLAWS_OBJS) $(B)/libtertius.a
	$(call say,LD,$@)
	$(Q)$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-z,nodelete -Wl,-Bsymbolic \
		-Wl,--gc-sections -Wl,--exclude-libs,ALL -o $@ $^ $(CLAWS_LIBS)

$(CLAWS_OBJS): CORE_FLAGS += $(CLAWS_FLAGS)

# For other programs: only what the map names can be called.
$(B)/$(SONAME): $(CORE_OBJS) packaging/libtertius.map
	$(call say,LD,$@)
	$(Q)$(CC) -shared $(CFLAGS) $(LDFLAGS) -Wl,-soname,$(SONAME) \
		-Wl,--version-script=packaging/libtertius.map \
		-Wl,--gc-sections -Wl,--as-needed -o $@ $(CORE_OBJS) $(CORE_LIBS)
	$(Q)ln -sf $(SONAME) $(B)/libtertius.so

$(B)/tertius.pc: packaging/tertius.pc.in Makefile
	$(Q)sed -e 's|@PREFIX@|$(PREFIX)|' -e 's|@LIBDIR@|$(LIBDIR)|' \
		-e 's|@INCLUDEDIR@|$(INCLUDEDIR)|' -e 's|@VERSION@|$(VERSION)|' \
		$< > $@

# Phrase tables, weights and the pictures' style travel inside the library.
$(B)/data.xml: $(PHRASES) Makefile
	$(Q)mkdir -p $(@D)
	$(Q){ echo '<gresources><gresource prefix="/org/tertius">'; \
		for f in $(PHRASES:libcore/%=%); do echo "<file>$$f</file>"; \
		done; echo '</gresource></gresources>'; } > $@

$(B)/data.c: $(B)/data.xml
	$(call say,DATA,$@)
	$(Q)glib-compile-resources --target=$@ --sourcedir=libcore \
		--generate-source --c-name tertius_data --internal $<

$(B)/data.o: $(B)/data.c
	$(Q)$(CC) $(filter-out $(WARNINGS),$(CORE_FLAGS)) $(CPPFLAGS) \
		$(CFLAGS) -c -o $@ $<

# What reads mail, told by a digest: another edition reads it anew.
READS      := $(sort $(wildcard libcore/detect/*.[ch] \
	libcore/detect/phrases/*.ini libcore/detect/*.weights \
	libcore/mail/mime*.[ch] libcore/mail/html.[ch]))
EDITION    := $(shell cat $(READS) | sha256sum | cut -c 1-12)
EDITION_C  := libcore/detect/edition

$(B)/$(EDITION_C).o $(B)/tidy/$(EDITION_C).c.ok: \
	CORE_FLAGS += -DTERTIUS_DETECT_EDITION=0x$(EDITION)
$(B)/$(EDITION_C).o: $(READS)

$(B)/%.o: %.c Makefile
	$(call say,CC,$<)
	$(Q)mkdir -p $(@D)
	$(Q)$(CC) $(CORE_FLAGS) $(CPPFLAGS) $(CFLAGS) -MMD -MP -c -o $@ $<

make_page = scdoc < $(1) | LC_ALL=C awk -f packaging/man/tidy.awk > $@

$(B)/man/%: packaging/man/%.scd packaging/man/tidy.awk
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)$(call make_page,$<)

# The command knows its own manual and completions.
$(B)/man/tertius.%: $(B)/tertius packaging/man/tidy.awk
	$(call say,MAN,$@)
	$(Q)mkdir -p $(@D)
	$(Q)LC_ALL=C.UTF-8 $< help --man $* > $@.scd
	$(Q)$(call make_page,$@.scd)

$(B)/completions/tertius.%: $(B)/tertius
	$(Q)mkdir -p $(@D)
	$(Q)LC_ALL=C.UTF-8 $< help --completion $* > $@

# --- A first look -----------------------------------------------------------

MAIL   ?=
LEDGER ?= $(B)/$(if $(MAIL),mail,demo)/ledger.db

demo: $(B)/tertius ## See it work on made-up mail; MAIL=PLACE [LEDGER=FILE]: on yours
	@mkdir -p '$(dir $(LEDGER))'
	@$< demo --ledger '$(LEDGER)' $(if $(MAIL),--mail '$(MAIL)') || \
		test $$? = 1

include tests/tests.mk

# --- Care -------------------------------------------------------------------

TIDY_SRCS := $(CORE_SRCS) $(TOOL_SRCS) $(CLAWS_SRCS)

lint: layers lint-format lint-cppcheck $(TIDY_SRCS:%=$(B)/tidy/%.ok) ## Every static check

lint-format:
	$(call say,FORM,"every source file")
	$(Q)clang-format --dry-run -Werror $(SOURCES)

lint-cppcheck:
	$(call say,CPPC,libcore)
	$(Q)cppcheck --quiet --std=c11 --inline-suppr --error-exitcode=1 \
		--enable=warning,performance,portability --library=gtk \
		-Ilibcore libcore

$(CLAWS_SRCS:%=$(B)/tidy/%.ok): CORE_FLAGS += $(CLAWS_FLAGS)

# One file at a time, so that only what has changed is looked at again.
$(B)/tidy/%.ok: % .clang-tidy
	$(call say,TIDY,$<)
	$(Q)mkdir -p $(@D)
	$(Q)clang-tidy --quiet $< -- $(CORE_FLAGS) > $@.log 2>/dev/null && \
		! grep 'unix\.Malloc' $@.log | grep -qv 'Potential leak' || \
		{ cat $@.log; exit 1; }
	$(Q)touch $@

# Which layer may include which. What is not listed here is refused.
may_include_base     := base
may_include_model    := base model
may_include_mail     := base model mail
may_include_calendar := base model calendar
may_include_detect   := base model detect
may_include_relate   := base model relate
may_include_follow   := base model follow
may_include_write    := base model write
may_include_picture  := base model picture
may_include_ledger   := base model ledger
may_include_engine   := $(LAYERS)

# only_in PATTERN,FILES: the headers of a library stay in the files that own it.
only_in = grep -rnE '\#include <($(1))' libcore plugin | grep -vE '^($(2))' \
	&& bad=1;

layers: ## Check that layers include only those below, read no clock, set no colour
	$(Q)bad=0; \
	$(foreach l,$(LAYERS),$(if $(wildcard libcore/$l), \
		grep -rnE '#include "[a-z-]+/' libcore/$l | grep -vE \
		'"($(subst $() $(),|,$(may_include_$l)))/' && bad=1;)) \
	grep -rnE '#include "(mail|calendar|detect|relate|follow|write|ledger)/' \
		libcore/tool plugin && bad=1; \
	grep -rnE '#include "(gtk|claws)' plugin/ui && bad=1; \
	$(call only_in,sqlite3.h,libcore/ledger/) \
	$(call only_in,gnutls,libcore/mail/imap) \
	$(call only_in,gmime,libcore/mail/mime) \
	$(call only_in,libical,libcore/calendar/) \
	$(call only_in,curl,libcore/calendar/caldav) \
	$(call only_in,gtk/,plugin/) \
	grep -rnE '\<(g_get_real_time|g_date_time_new_now[a-z_]*|time|gettimeofday|clock_gettime) ?\(' \
		libcore | grep -v '^libcore/base/clock' && bad=1; \
	grep -rnE '"[^"]*\#[0-9a-fA-F]{3,8}\>|(fore|back)ground=|\<rgba? ?\(|gdk_rgba_parse|\<cairo_set_source_rgba?\>' \
		plugin && bad=1; \
	exit $$bad

format: ## Lay out every source file
	clang-format -i $(SOURCES)

include packaging/packaging.mk

clean: ## Remove what was built
	rm -rf $(B)

help: ## Show this list
	@cat $(MAKEFILE_LIST) | sed -e ':a' -e '/\\$$/N; s/\\\n//; ta' | \
		sed -n 's/^\([a-z-]*\):.*## \(.*\)/  make \1\t\2/p' | \
		expand -t 28

-include $(CORE_OBJS:.o=.d) $(TOOL_OBJS:.o=.d) $(CLAWS_OBJS:.o=.d) $(TESTS:=.d)

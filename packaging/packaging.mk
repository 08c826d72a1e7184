# What installs, translates and packages the project. Part of the Makefile.

.PHONY: install install-command install-library install-plugin uninstall

# --- Languages -------------------------------------------------------------------
# A translator edits packaging/po/LANGUAGE.po and nothing else: a new file is
# found by itself, and `make po` brings all of them up to date with the sources.

LANGUAGES := $(patsubst packaging/po/%.po,%,$(sort $(wildcard packaging/po/*.po)))
LOCALES   := $(LANGUAGES:%=$(B)/locale/%/LC_MESSAGES/tertius.mo)

.PHONY: pot po
all $(B)/tests/cli/languages.t.ok: $(LOCALES)

$(B)/locale/%/LC_MESSAGES/tertius.mo: packaging/po/%.po
	$(call say,MO,$@)
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

# Of the pages that are written by hand, the headlines are translated too.
$(B)/tertius.pot: $(CORE_SRCS) $(TOOL_SRCS) $(CLAWS_SRCS) $(MAN_SRCS)
	$(call say,POT,$@)
	$(Q)mkdir -p $(@D)
	$(Q)xgettext --from-code=UTF-8 --add-comments=TRANSLATORS \
		--keyword=_ --keyword=N_ --keyword=HEADLINE --keyword=C_:1c,2 --keyword=Q_ \
		--keyword=g_dngettext:2,3 --flag=g_strdup_printf:1:c-format \
		--package-name=Tertius --package-version=$(VERSION) \
		--copyright-holder='The Tertius developers' -o $@ \
		$(sort $(filter %.c,$^))
	$(Q)sed -n 's/^# \(.*\)/_("\1")/p' $(MAN_SRCS) | sort -u | \
		xgettext --language=C --keyword=_ --join-existing -o $@ -

pot: $(B)/tertius.pot ## What there is to translate, in build/tertius.pot
po: $(B)/tertius.pot ## Bring the translations up to date with the sources
	$(Q)for language in $(LANGUAGES); do \
		msgmerge --quiet --update --backup=none --previous \
			packaging/po/$$language.po $< && \
		printf '%s: ' $$language && msgfmt --statistics -o /dev/null \
			packaging/po/$$language.po || exit; done

# The manual as far as it is translated: its headlines, and what the command says
# of itself.
FOREIGN_PAGES := $(foreach language,$(LANGUAGES),\
	$(PAGES:$(B)/man/%=$(B)/man/$(language)/%))
all: $(FOREIGN_PAGES)

in_language = LC_ALL=C.UTF-8 LANGUAGE=$(1) TEXTDOMAIN=tertius \
	TEXTDOMAINDIR='$(abspath $(B))/locale'

define pages_in
$(B)/man/$(1)/tertius.%: $(B)/tertius $(B)/locale/$(1)/LC_MESSAGES/tertius.mo \
		packaging/man/tidy.awk
	$$(call say,MAN,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(call in_language,$(1)) $$< help --man $$* > $$@.scd
	$$(Q)$$(call make_page,$$@.scd)

$(B)/man/$(1)/%: packaging/man/%.scd $(B)/locale/$(1)/LC_MESSAGES/tertius.mo \
		packaging/man/headlines.sh packaging/man/tidy.awk
	$$(call say,MAN,$$@)
	$$(Q)mkdir -p $$(@D)
	$$(Q)$$(call in_language,$(1)) sh packaging/man/headlines.sh < $$< > $$@.scd
	$$(Q)$$(call make_page,$$@.scd)
endef
$(foreach language,$(LANGUAGES),$(eval $(call pages_in,$(language))))

$(B)/tests/cli/languages.t.ok: $(LOCALES) $(PAGES) $(FOREIGN_PAGES)

# --- Installing ------------------------------------------------------------------

# install_pages NAME…: each in English, and in the languages that there are.
install_pages = for language in . $(LANGUAGES); do for page in $(1); do \
	$(INSTALL) -m 644 -D -t \
	'$(DESTDIR)$(MANDIR)/'$$language/man$${page\#\#*.} \
	$(B)/man/$$language/$$page || exit; done; done

install: install-command install-library install-plugin ## Install under $(DESTDIR)$(PREFIX)

install-command: all
	$(INSTALL) -m 755 -D -t '$(DESTDIR)$(BINDIR)' $(B)/tertius
	$(INSTALL) -m 755 -D -t '$(DESTDIR)$(LIBEXECDIR)' $(B)/tertius-reader
	$(call install_pages,tertius.1 tertius.5)
	$(INSTALL) -m 644 -D $(B)/completions/tertius.bash \
		'$(DESTDIR)$(DATADIR)/bash-completion/completions/tertius'
	$(INSTALL) -m 644 -D $(B)/completions/tertius.zsh \
		'$(DESTDIR)$(DATADIR)/zsh/site-functions/_tertius'
	$(INSTALL) -m 644 -D $(B)/completions/tertius.fish \
		'$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/tertius.fish'
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(PREFIX)/lib/systemd/user' \
		packaging/systemd/tertius-due.timer
	sed 's|@BINDIR@|$(BINDIR)|' packaging/systemd/tertius-due.service > \
		'$(DESTDIR)$(PREFIX)/lib/systemd/user/tertius-due.service'
	$(INSTALL) -d '$(DESTDIR)$(DATADIR)/tertius'
	for language in $(LANGUAGES); do $(INSTALL) -m 644 -D -t \
		'$(DESTDIR)$(DATADIR)/locale/'$$language/LC_MESSAGES \
		$(B)/locale/$$language/LC_MESSAGES/tertius.mo || exit; done
	cp -R packaging/demo '$(DESTDIR)$(DATADIR)/tertius/'
	rm -f '$(DESTDIR)$(DATADIR)/tertius/demo/'.git* \
		'$(DESTDIR)$(DATADIR)/tertius/demo/README.md'

install-library: all
	$(INSTALL) -m 644 -D $(B)/$(SONAME) \
		'$(DESTDIR)$(LIBDIR)/libtertius.so.$(VERSION)'
	ln -sf libtertius.so.$(VERSION) '$(DESTDIR)$(LIBDIR)/$(SONAME)'
	ln -sf $(SONAME) '$(DESTDIR)$(LIBDIR)/libtertius.so'
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(INCLUDEDIR)' libcore/tertius.h
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(LIBDIR)/pkgconfig' $(B)/tertius.pc
	$(call install_pages,libtertius.3)

install-plugin: all
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(PLUGINDIR)' $(B)/tertius.so
	$(call install_pages,claws-mail-tertius-plugin.7)

uninstall: ## Remove what install put there
	rm -f '$(DESTDIR)$(PREFIX)/lib/systemd/user/'tertius-due.*
	rm -f '$(DESTDIR)$(BINDIR)/tertius' '$(DESTDIR)$(PLUGINDIR)/tertius.so' \
		'$(DESTDIR)$(LIBDIR)/'libtertius.so* \
		'$(DESTDIR)$(LIBDIR)/pkgconfig/tertius.pc' \
		'$(DESTDIR)$(INCLUDEDIR)/tertius.h' \
		'$(DESTDIR)$(DATADIR)/bash-completion/completions/tertius' \
		'$(DESTDIR)$(DATADIR)/zsh/site-functions/_tertius' \
		'$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/tertius.fish'
	for language in . $(LANGUAGES); do for page in $(notdir $(PAGES)); do \
		rm -f '$(DESTDIR)$(MANDIR)/'$$language/man$${page##*.}/$$page; \
		done; done
	rm -f '$(DESTDIR)$(DATADIR)/locale/'*/LC_MESSAGES/tertius.mo
	rm -rf '$(DESTDIR)$(DATADIR)/tertius' '$(DESTDIR)$(LIBEXECDIR)'

# --- What is released ---------------------------------------------------------
# The same bytes for the same tree, whenever and wherever.

DIST    := $(B)/dist
ARCHIVE  = $(DIST)/tertius-$(VERSION).tar.gz
WHOLE   := Makefile README.md .clang-format .clang-tidy libcore packaging plugin \
	tests
RELEASED = $(shell sed -n 's/^ -- .*>  //p' packaging/debian/changelog | head -n 1)

.PHONY: dist
dist: $(ARCHIVE) ## The archive that is released, in build/dist

$(ARCHIVE): Makefile $(shell find libcore packaging plugin tests -type f \
		-not -name '*:*' -not -path '*/__pycache__/*')
	$(Q)mkdir -p $(@D)
	$(Q)tar --sort=name --mtime='$(RELEASED)' --owner=0 --group=0 \
		--numeric-owner --mode=u+rwX,go+rX,go-w \
		--exclude=packaging/debian --exclude=__pycache__ \
		--transform='s|^|tertius-$(VERSION)/|' \
		-c $(WHOLE) | gzip -9n > $@

# --- Debian packages ----------------------------------------------------------

# A package is built as a distribution does it, whatever this make was told.
export AS_ELSEWHERE := env -u MAKEFLAGS -u MAKELEVEL -u MAKEOVERRIDES -u MFLAGS \
	-u B -u CC -u CFLAGS -u CPPFLAGS -u LDFLAGS -u CHECKS -u SANITIZE -u V \
	-u WERROR

DEB    := $(B)/deb
ORIG    = $(DEB)/tertius_$(VERSION).orig.tar.gz

.PHONY: deb check-deb check-package check-reproducible check-fresh

$(ORIG): $(ARCHIVE)
	$(Q)mkdir -p $(@D)
	$(Q)cp $< $@

deb: $(DEB)/built ## Debian packages, in build/deb
	@ls $(DEB)/*.deb

$(DEB)/built: $(ORIG) $(wildcard packaging/debian/* packaging/debian/source/*)
	$(call say,DEB,$(DEB))
	$(Q)rm -rf $(DEB)/tertius-$(VERSION) $(DEB)/*.deb
	$(Q)tar -C $(DEB) -xf $(ORIG)
	$(Q)cp -R packaging/debian $(DEB)/tertius-$(VERSION)/
	$(Q)cd $(DEB)/tertius-$(VERSION) && $(AS_ELSEWHERE) \
		DEB_BUILD_OPTIONS='$(DEB_BUILD_OPTIONS)' \
		dpkg-buildpackage -us -uc -rfakeroot > ../build.log 2>&1 || \
		{ tail -n 40 ../build.log; exit 1; }
	$(Q)touch $@

# lintian speaks of root because a container's only user is.
check-deb: $(DEB)/built ## The packages, with lintian at its strictest
	$(Q)command -v lintian > /dev/null || \
		{ echo '# SKIP no lintian here'; exit 0; }; \
		lintian --allow-root --pedantic -I --fail-on \
		error,warning,info,pedantic $(DEB)/*.changes

# As one part of make check, which has run the unit tests by then.
check-package: DEB_BUILD_OPTIONS += nocheck
check-package: $(if $(shell command -v dpkg-buildpackage),check-deb,skip-deb) ## Debian packages built, and lintian's word on them

.PHONY: skip-deb
skip-deb:
	@echo '# SKIP no dpkg-buildpackage here'

check-reproducible: $(DEB)/built ## The packages again, elsewhere: the same bytes
	$(Q)mkdir -p $(B)/tests/packaging
	$(Q)log=$(B)/tests/packaging/reproducible.sh.log; \
		sh tests/packaging/reproducible.sh $(B) > $$log; \
		cat $$log; ! grep -q '^not ok' $$log

check-fresh: $(DEB)/built ## On a fresh Debian: install, try and purge; then make demo
	$(Q)sh tests/packaging/fresh.sh $(B) packages
	$(Q)sh tests/packaging/fresh.sh $(B) demo

# --- Packages of others -------------------------------------------------------

.PHONY: rpm check-rpm arch check-arch

rpm: $(B)/rpm/built ## RPM packages, in build/rpm
	@find $(B)/rpm -name '*.rpm'

$(B)/rpm/built: $(ARCHIVE) packaging/rpm/build.sh packaging/rpm/tertius.spec
	$(Q)command -v rpmbuild > /dev/null || \
		{ echo '# SKIP no rpmbuild here'; exit 0; }; \
		sh packaging/rpm/build.sh $(B) $(ARCHIVE) && touch $@

check-rpm: $(B)/tests/packaging/rpm.t.ok ## What is in the RPM packages, and rpmlint
$(B)/tests/packaging/rpm.t.ok: $(B)/rpm/built packaging/rpm/tertius.rpmlintrc

arch: $(B)/arch/PKGBUILD ## What makepkg needs for Arch Linux, in build/arch

$(B)/arch/PKGBUILD: $(ARCHIVE) packaging/arch/PKGBUILD
	$(Q)mkdir -p $(@D)
	$(Q)cp $< $(@D)
	$(Q)sum=$$(sha256sum < $<); sed "s/@SHA256@/$${sum%% *}/" \
		packaging/arch/PKGBUILD > $@

check-arch: $(B)/tests/packaging/arch.t.ok ## The packages for Arch Linux, built with makepkg
$(B)/tests/packaging/arch.t.ok: $(B)/arch/PKGBUILD

# Every package, built and looked at. The unit tests have been run by then.
.PHONY: check-packages
check-packages: export NOCHECK := 1
check-packages: DEB_BUILD_OPTIONS += nocheck
check-packages: check-deb check-reproducible check-rpm check-arch ## Every package, built and looked at

# --- The library's promise ----------------------------------------------------
# What a release lets other programs call and see is kept as a description, so
# that a tree without its history can be compared too.

ABI := packaging/abi/$(SONAME).abi

.PHONY: abi check-abi
abi: $(B)/$(SONAME) ## Write down what the library offers, at a release
	$(Q)abidw --header-file libcore/tertius.h --drop-private-types \
		--exported-interfaces-only --no-corpus-path --no-comp-dir-path \
		--no-show-locs --no-parameter-names --no-elf-needed \
		--out-file $(ABI) $<

check-abi: $(B)/tests/cli/abi.t.ok ## The library beside what the last release offered
$(B)/tests/cli/abi.t.ok: $(B)/$(SONAME) $(ABI)

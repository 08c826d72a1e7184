# What installs, translates and packages the project. Part of the Makefile.

.PHONY: install install-command install-library install-plugin uninstall

# --- Languages -------------------------------------------------------------------
# A translator edits packaging/po/LANGUAGE.po and nothing else: a new file is
# found by itself, and `make po` brings all of them up to date with the sources.

LANGUAGES := $(patsubst packaging/po/%.po,%,$(sort $(wildcard packaging/po/*.po)))
LOCALES   := $(LANGUAGES:%=$(B)/locale/%/LC_MESSAGES/tertius.mo)

.PHONY: pot po
all: $(LOCALES)

$(B)/locale/%/LC_MESSAGES/tertius.mo: packaging/po/%.po
	$(call say,MO,$@)
	$(Q)mkdir -p $(@D)
	$(Q)msgfmt --check -o $@ $<

$(B)/tertius.pot: $(CORE_SRCS) $(TOOL_SRCS) $(CLAWS_SRCS)
	$(call say,POT,$@)
	$(Q)mkdir -p $(@D)
	$(Q)xgettext --from-code=UTF-8 --add-comments=TRANSLATORS \
		--keyword=_ --keyword=N_ --keyword=C_:1c,2 --keyword=Q_ \
		--keyword=g_dngettext:2,3 --flag=g_strdup_printf:1:c-format \
		--package-name=Tertius --package-version=$(VERSION) \
		--copyright-holder='The Tertius developers' -o $@ $(sort $^)

pot: $(B)/tertius.pot ## What there is to translate, in build/tertius.pot
po: $(B)/tertius.pot ## Bring the translations up to date with the sources
	$(Q)for language in $(LANGUAGES); do \
		msgmerge --quiet --update --backup=none --previous \
			packaging/po/$$language.po $< && \
		printf '%s: ' $$language && msgfmt --statistics -o /dev/null \
			packaging/po/$$language.po || exit; done

# --- Installing ------------------------------------------------------------------

install: install-command install-library install-plugin ## Install under $(DESTDIR)$(PREFIX)

install-command: all
	$(INSTALL) -m 755 -D -t '$(DESTDIR)$(BINDIR)' $(B)/tertius
	$(INSTALL) -m 755 -D -t '$(DESTDIR)$(LIBEXECDIR)' $(B)/tertius-reader
	for page in $(filter %.1 %.5,$(PAGES)); do \
		$(INSTALL) -m 644 -D -t '$(DESTDIR)$(MANDIR)/man'$${page##*.} \
			$$page || exit; done
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
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(MANDIR)/man3' $(B)/man/libtertius.3

install-plugin: all
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(PLUGINDIR)' $(B)/tertius.so
	$(INSTALL) -m 644 -D -t '$(DESTDIR)$(MANDIR)/man7' \
		$(B)/man/claws-mail-tertius-plugin.7

uninstall: ## Remove what install put there
	rm -f '$(DESTDIR)$(PREFIX)/lib/systemd/user/'tertius-due.*
	rm -f '$(DESTDIR)$(BINDIR)/tertius' '$(DESTDIR)$(PLUGINDIR)/tertius.so' \
		'$(DESTDIR)$(LIBDIR)/'libtertius.so* \
		'$(DESTDIR)$(LIBDIR)/pkgconfig/tertius.pc' \
		'$(DESTDIR)$(INCLUDEDIR)/tertius.h' \
		'$(DESTDIR)$(DATADIR)/bash-completion/completions/tertius' \
		'$(DESTDIR)$(DATADIR)/zsh/site-functions/_tertius' \
		'$(DESTDIR)$(DATADIR)/fish/vendor_completions.d/tertius.fish'
	for page in $(PAGES); do rm -f \
		'$(DESTDIR)$(MANDIR)/man'$${page##*.}/$${page##*/}; done
	rm -f '$(DESTDIR)$(DATADIR)/locale/'*/LC_MESSAGES/tertius.mo
	rm -rf '$(DESTDIR)$(DATADIR)/tertius' '$(DESTDIR)$(LIBEXECDIR)'

# --- Debian packages ----------------------------------------------------------

DEB    := $(B)/deb
ORIG    = $(DEB)/tertius_$(VERSION).orig.tar.gz
WHOLE  := Makefile README.md .clang-format .clang-tidy libcore packaging plugin \
	tests

.PHONY: deb check-deb check-reproducible check-fresh check-abi

# What is released: the same bytes for the same tree, whenever and wherever.
RELEASED = $(shell sed -n 's/^ -- .*>  //p' packaging/debian/changelog | head -n 1)

$(ORIG): Makefile $(shell find libcore packaging plugin tests -type f \
		-not -name '*:*')
	$(Q)mkdir -p $(@D)
	$(Q)tar --sort=name --mtime='$(RELEASED)' --owner=0 --group=0 \
		--numeric-owner --mode=u+rwX,go+rX,go-w \
		--exclude=packaging/debian --exclude=__pycache__ \
		--transform='s|^|tertius-$(VERSION)/|' \
		-c $(WHOLE) | gzip -9n > $@

deb: $(ORIG) ## Debian packages, in build/deb
	$(Q)rm -rf $(DEB)/tertius-$(VERSION)
	$(Q)tar -C $(DEB) -xf $(ORIG)
	$(Q)cp -R packaging/debian $(DEB)/tertius-$(VERSION)/
	$(Q)cd $(DEB)/tertius-$(VERSION) && env -u MAKEFLAGS -u MAKELEVEL \
		dpkg-buildpackage -us -uc -rfakeroot > ../build.log 2>&1 || \
		{ tail -n 40 ../build.log; exit 1; }
	@ls $(DEB)/*.deb

# lintian speaks of root because a container's only user is.
check-deb: deb ## The packages, with lintian at its strictest
	$(Q)command -v lintian > /dev/null || \
		{ echo '# SKIP no lintian here'; exit 0; }; \
		lintian --allow-root --pedantic -I --fail-on \
		error,warning,info,pedantic $(DEB)/*.changes

check-reproducible: deb ## The packages again, elsewhere: the same bytes
	$(Q)DEB_BUILD_OPTIONS='$(DEB_BUILD_OPTIONS)' \
		sh tests/packaging/reproducible.sh $(B)

check-fresh: deb ## On a fresh Debian: install, try and purge; then make demo
	$(Q)sh tests/packaging/fresh.sh $(B) packages
	$(Q)sh tests/packaging/fresh.sh $(B) demo

# What the last release offered is offered still.
LAST = $(shell git describe --tags --abbrev=0 2>/dev/null)

check-abi: $(B)/$(SONAME) ## The library beside that of the last tag
	$(Q)if [ -z '$(LAST)' ]; then echo '# SKIP no tag yet'; else \
		rm -rf $(B)/last && mkdir -p $(B)/last && \
		git archive '$(LAST)' | tar -C $(B)/last -x && \
		$(MAKE) -C $(B)/last build/$(SONAME) && \
		abidiff $(B)/last/build/$(SONAME) $(B)/$(SONAME); fi

/* Search and filter. The rows lie in <noscript> elements, where a browser with
   scripts takes them for one long text: thousands cost nothing until they are
   shown, some hundred at a time. Without scripts they are simply there. */
'use strict';
(() => {
	const AT_ONCE = 100;
	const form = document.getElementById('filter');
	const field = (id) => document.getElementById(id);

	/* Letter case and accents aside: "tomas" finds "Tomás". */
	const plain = (text) =>
		text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

	const marks = { amp: '&', lt: '<', gt: '>', quot: '"', '#39': '\'' };

	/* What a row says and is; read only once it is asked for. */
	function read(row) {
		if (row.words !== undefined)
			return row;
		const [tag] = row.html.match(/^<li[^>]*>/);
		const data = (name) =>
			(tag.match(` ${name}="([^"]*)"`) || ['', ''])[1];

		row.kind = data('data-kind');
		row.state = data('data-state');
		row.date = data('data-date');
		row.mine = tag.includes(' data-mine');
		row.words = plain(row.html.replace(/<[^>]*>/g, '')
			.replace(/&(amp|lt|gt|quot|#39);/g, (_, c) => marks[c]));
		return row;
	}

	class List {
		constructor(source) {
			this.rows = source.textContent.split('\n')
				.filter((line) => line.startsWith('<li'))
				.map((html) => ({ html }));
			this.found = this.rows;
			this.list = source.nextElementSibling;
			this.more = this.list.nextElementSibling;
			this.more.addEventListener('click', () => this.add());
			this.list.hidden = false;
		}

		/* Shows those that @fits, from the first. */
		keep(fits) {
			this.found = fits ? this.rows.filter(fits) : this.rows;
			this.list.replaceChildren();
			this.shown = 0;
			this.add();
		}

		add() {
			const next = this.found.slice(this.shown,
				this.shown + AT_ONCE);

			/* Our own rows, escaped where they were made. */
			this.list.insertAdjacentHTML('beforeend',
				next.map((row) => row.html).join(''));
			this.shown += next.length;
			this.more.hidden = this.shown >= this.found.length;
		}
	}

	const lists = [...document.querySelectorAll('noscript')]
		.map((source) => new List(source));
	const introductions =
		lists.find((list) => list.list.id === 'introduction-list');

	/* What the fields ask of a row; null when they ask nothing. */
	function question(fields) {
		const words = plain(field('words').value).split(/\s+/)
			.filter((word) => word !== '');
		const [kind, state, since] = fields
			? ['kind', 'state', 'since'].map((id) => field(id).value)
			: ['', '', ''];
		const mine = fields && field('mine').checked;

		if (words.length === 0 && !kind && !state && !since && !mine)
			return null;
		return (row) => {
			read(row);
			return (!kind || row.kind === kind) &&
				(!state || row.state === state) &&
				(!since || row.date >= since) &&
				(!mine || row.mine) &&
				words.every((word) => row.words.includes(word));
		};
	}

	function tell() {
		field('count').textContent = form.dataset.count
			.replace('%1', introductions.found.length)
			.replace('%2', introductions.rows.length);
	}

	function filter() {
		for (const list of lists)
			list.keep(question(list === introductions));
		tell();
	}

	/* A link to one row shows that one, wherever it is. */
	function follow() {
		const id = location.hash.slice(1);

		if (!id.startsWith('i-'))
			return;
		form.reset();
		introductions.keep((row) => row.html.includes(`id="${id}"`));
		tell();
		for (const row of introductions.list.children) {
			row.querySelector('details').open = true;
			row.tabIndex = -1;
			row.focus();
			row.scrollIntoView();
		}
	}

	function onKey(event) {
		const words = field('words');

		if (event.key === 'Escape' && event.target === words) {
			words.value = '';
			filter();
		} else if (event.key === '/' && !event.ctrlKey &&
			!event.altKey && !event.metaKey &&
			!event.target.closest('input, select')) {
			event.preventDefault();
			words.focus();
		}
	}

	let waiting = 0;
	function soon() {
		cancelAnimationFrame(waiting);
		waiting = requestAnimationFrame(filter);
	}

	form.hidden = false;
	form.addEventListener('input', soon);
	form.querySelector('button').addEventListener('click', () => {
		form.reset();
		filter();
	});
	form.addEventListener('submit', (event) => event.preventDefault());
	document.addEventListener('keydown', onKey);
	/* On paper all that was found is wanted, not only its beginning. */
	window.addEventListener('beforeprint', () => {
		for (const list of lists)
			while (!list.more.hidden)
				list.add();
	});
	window.addEventListener('hashchange', follow);
	filter();
	follow();
})();

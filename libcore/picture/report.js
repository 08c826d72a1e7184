/* Search and filter. Nothing here makes markup: rows are only shown or not. */
'use strict';
(() => {
	const form = document.getElementById('filter');
	const field = (id) => document.getElementById(id);
	const introductions = [...document.querySelectorAll('[data-kind]')];
	const others = [...document.querySelectorAll('#due li, #people li')];
	const texts = new Map();

	/* Letter case and accents aside: "tomas" finds "Tomás". */
	const plain = (text) =>
		text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();

	function textOf(row) {
		if (!texts.has(row))
			texts.set(row, plain(row.textContent));
		return texts.get(row);
	}

	function show(row, shown) {
		if (row.hidden === shown)
			row.hidden = !shown;
		return shown;
	}

	function filter() {
		const words = plain(field('words').value).split(/\s+/)
			.filter((word) => word !== '');
		const kind = field('kind').value;
		const state = field('state').value;
		const since = field('since').value;
		const mine = field('mine').checked;
		const says = (row) =>
			words.every((word) => textOf(row).includes(word));
		let shown = 0;

		for (const row of introductions) {
			const data = row.dataset;

			shown += show(row, (!kind || data.kind === kind) &&
				(!state || data.state === state) &&
				(!since || data.date >= since) &&
				(!mine || 'mine' in data) && says(row));
		}
		for (const row of others)
			show(row, says(row));
		field('count').textContent = form.dataset.count
			.replace('%1', shown)
			.replace('%2', introductions.length);
	}

	/* A link to a row that is filtered away shows all again. */
	function follow() {
		const row = document.getElementById(location.hash.slice(1));

		if (row === null || !('kind' in row.dataset))
			return;
		if (row.hidden) {
			form.reset();
			filter();
		}
		row.querySelector('details').open = true;
		row.scrollIntoView();
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
	form.addEventListener('reset', () => setTimeout(filter));
	form.addEventListener('submit', (event) => event.preventDefault());
	document.addEventListener('keydown', onKey);
	window.addEventListener('hashchange', follow);
	filter();
	follow();
})();

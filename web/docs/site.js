// The search: words of the documentation, in the page, from an index that is loaded when it is first wanted. Nothing leaves the browser.
(() => {
  const { index: indexAddress, home } = document.currentScript.dataset;
  const box = document.getElementById('search');
  const list = document.getElementById('found');
  const MOST = 12;
  let loading;
  let selected = -1;

  const load = () => {
    loading ??= fetch(indexAddress).then((reply) => reply.json());
    return loading;
  };
  const wordsOf = (text) => text.toLowerCase().match(/[\p{L}\p{N}_]+/gu) ?? [];

  /** "go live", "golive" and the page go-live are one. */
  const joined = (text) => wordsOf(text).join('').replaceAll('_', '');
  const PAGE_IS_CALLED_SO = 1000;
  const PAGE_BEGINS_SO = 500;

  /** What a page itself is called, by its title or its address, stands above every section of any page. One letter is no name. */
  function nameScore({ s, p, h }, words) {
    const query = joined(words.join(' '));
    if (h !== '' || query.length < 3) return 0;
    // A page may be called by what is many: "webhook" is the page "Webhooks".
    const names = [joined(s), joined(p)];
    if (names.some((name) => name === query || name === `${query}s`)) return PAGE_IS_CALLED_SO;
    return names.some((name) => name.startsWith(query)) ? PAGE_BEGINS_SO : 0;
  }

  /** How well a section fits: every word must be there, one in a heading counts most, a whole word more than a beginning. */
  function scoreOf(entry, words) {
    const title = entry.p.toLowerCase();
    const heading = entry.h.toLowerCase();
    const text = entry.x.toLowerCase();
    const name = nameScore(entry, words);
    if (name > 0) return name;
    let score = 0;
    for (const word of words) {
      let best = 0;
      if (heading === word) best = 60;
      else if (heading.includes(word)) best = 20;
      else if (title.includes(word)) best = 10;
      // A command by its name: where it is shown, before where the word is only used.
      else if (text.includes(`vouch ${word} `)) best = 8;
      else if (text.includes(word))
        best = new RegExp(`(?<![\\p{L}\\p{N}_])${word}(?![\\p{L}\\p{N}_])`, 'u').test(text) ? 4 : 2;
      if (best === 0) return 0;
      score += best;
    }
    return score;
  }

  /** The words around the first one that was found. */
  function excerptOf({ x }, words) {
    const at = Math.max(0, ...words.map((word) => x.toLowerCase().indexOf(word)).filter((place) => place > 40)) - 40;
    return (at > 0 ? '…' : '') + x.slice(Math.max(0, at), Math.max(0, at) + 140);
  }

  function show(entries, words) {
    selected = -1;
    list.replaceChildren(
      ...entries.map((entry, place) => {
        const item = document.createElement('li');
        item.id = `found-${place}`;
        item.role = 'option';
        const link = document.createElement('a');
        link.href = `${home}${entry.s === 'index' ? '' : entry.s}${entry.a === '' ? '' : `#${entry.a}`}`;
        link.tabIndex = -1;
        link.append(entry.h === '' ? entry.p : `${entry.p}: ${entry.h}`);
        const excerpt = document.createElement('small');
        excerpt.textContent = excerptOf(entry, words);
        link.append(excerpt);
        item.append(link);
        return item;
      }),
    );
    if (entries.length === 0) {
      const none = document.createElement('li');
      none.textContent = 'Nothing found';
      list.append(none);
    }
    open(true);
  }

  function open(isOpen) {
    list.hidden = !isOpen;
    box.ariaExpanded = String(isOpen);
    box.removeAttribute('aria-activedescendant');
  }

  function select(place) {
    const options = [...list.querySelectorAll('[role=option]')];
    if (options.length === 0) return;
    selected = (place + options.length) % options.length;
    for (const [number, option] of options.entries()) option.ariaSelected = String(number === selected);
    options[selected].scrollIntoView({ block: 'nearest' });
    box.setAttribute('aria-activedescendant', options[selected].id);
  }

  async function search() {
    const words = wordsOf(box.value);
    if (words.length === 0) return open(false);
    const entries = await load();
    // Somebody types on: that search shows what it finds.
    if (wordsOf(box.value).join() !== words.join()) return undefined;
    const scored = entries.map((entry) => ({ entry, score: scoreOf(entry, words) })).filter(({ score }) => score > 0);
    scored.sort((left, right) => right.score - left.score);
    return show(
      scored.slice(0, MOST).map(({ entry }) => entry),
      words,
    );
  }

  box.addEventListener('focus', () => void load());
  box.addEventListener('input', () => void search());
  box.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      select(selected + (event.key === 'ArrowDown' ? 1 : selected < 0 ? 0 : -1));
    } else if (event.key === 'Enter') {
      list.querySelectorAll('[role=option] a')[Math.max(0, selected)]?.click();
      open(false);
    } else if (event.key === 'Escape') {
      open(false);
    }
  });
  document.addEventListener('click', (event) => {
    if (!event.target.closest('search')) open(false);
  });
  document.addEventListener('keydown', (event) => {
    if (event.key !== '/' || event.target.closest('input, textarea, select')) return;
    event.preventDefault();
    box.focus();
  });
})();

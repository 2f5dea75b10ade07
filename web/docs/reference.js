// Beside the API browser: fills a fresh idempotency key and a fresh test voucher into each call that is opened, so that "Execute" works at once.
(() => {
  const AUTHORISE = 'Press Authorize and give a secret test key (sk_test_…): then a fresh test voucher is filled in.';

  const CHOICES = { '#servers': 'Server', select: 'Choose one' };

  const fieldOf = (block, name) => block.querySelector(`tr[data-param-name="${name}"] input`);
  const bodyOf = (block) => block.querySelector('.opblock-section-request-body textarea');

  /** As if somebody had typed it: the page keeps what is in its fields elsewhere, and listens to them. */
  function type(field, value) {
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value').set.call(field, value);
    field.dispatchEvent(new Event('input', { bubbles: true }));
    field.dispatchEvent(new Event('change', { bubbles: true }));
  }

  /** The key that the page sends, or undefined. */
  function apiKey() {
    const given = window.ui?.authSelectors.authorized().toJS() ?? {};
    return (given.bearer ?? given.apiKey)?.value;
  }

  const randomKey = () =>
    `docs-${Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => byte.toString(16).padStart(2, '0')).join('')}`;

  function parsed(text) {
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  }

  /** A voucher for this body. `sentence` says why there is none. */
  async function voucherFor(body) {
    const key = apiKey();
    if (key === undefined) return { sentence: AUTHORISE, waits: true };
    const [server] = window.ui.specSelectors.servers().toJS();
    const address = new URL(
      'v1/test_helpers/vouchers',
      `${new URL(server.url, location.origin).href.replace(/\/$/, '')}/`,
    );
    const reply = await fetch(address, {
      method: 'POST',
      headers: { Authorization: `Bearer ${key}`, 'Content-Type': 'application/json' },
      body: JSON.stringify({ type: body.type, amount: body.amount > 0 ? body.amount : 1900 }),
    });
    const made = await reply.json();
    return reply.ok ? { source: made.source } : { sentence: `No test voucher: ${made.detail}` };
  }

  async function fill(block, line) {
    const says = (sentence) => line.querySelector('span').replaceChildren(sentence);
    const field = fieldOf(block, 'Idempotency-Key');
    if (field) type(field, randomKey());
    const text = bodyOf(block)?.value;
    const body = parsed(text ?? '');
    if (!body?.source || !String(body.type).startsWith('vouchers.')) return says('A fresh key is filled in.');
    const { source, sentence, waits } = await voucherFor(body);
    line.dataset.waits = String(waits === true);
    const area = bodyOf(block);
    // Somebody has typed meanwhile: what a person writes stays.
    if (!source || area?.value !== text) return says(sentence ?? 'A fresh key is filled in.');
    type(area, JSON.stringify({ ...body, source }, null, 2));
    return says(field ? 'A fresh key and a fresh test voucher are filled in.' : 'A fresh test voucher is filled in.');
  }

  /** Once for each call that is open and has something to fill. */
  function meet(block) {
    const before = block.querySelector('.opblock-section-request-body') ?? block.querySelector('.execute-wrapper');
    if (!before || block.querySelector('.vouch-fill')) return;
    const isVoucher = parsed(bodyOf(block)?.value ?? '')?.source !== undefined;
    if (!fieldOf(block, 'Idempotency-Key') && !isVoucher) return;
    const line = document.createElement('div');
    line.className = 'vouch-fill';
    const button = document.createElement('button');
    button.type = 'button';
    button.textContent = isVoucher ? 'Fresh voucher and key' : 'Fresh key';
    const again = () => void fill(block, line);
    button.addEventListener('click', again);
    line.append(button, document.createElement('span'));
    before.before(line);
    // Another example brings another voucher.
    block.addEventListener('change', (event) => {
      if (event.target.matches('.examples-select-element')) setTimeout(again);
    });
    again();
  }

  const back = document.createElement('a');
  back.className = 'vouch-back';
  back.href = new URL('../', document.currentScript.src.replace('/reference/assets/', '/assets/')).href;
  back.textContent = '← Vouch documentation';
  const begin = () => {
    document.body.prepend(back);
    let had = apiKey();
    new MutationObserver(() => {
      // Swagger UI leaves them without a name for those who do not see what stands beside them.
      for (const [name, words] of Object.entries(CHOICES))
        for (const choice of document.querySelectorAll(`${name}:not([aria-label])`))
          choice.setAttribute('aria-label', words);
      for (const block of document.querySelectorAll('.opblock.is-open')) meet(block);
      const has = apiKey();
      if (has === had) return;
      had = has;
      for (const button of document.querySelectorAll('.vouch-fill[data-waits=true] button')) button.click();
    }).observe(document.body, { childList: true, subtree: true, attributes: true, attributeFilter: ['class'] });
  };
  if (document.body) begin();
  else document.addEventListener('DOMContentLoaded', begin);
})();

// The page: it claims vouchers at Vouch with the publishable key, and tells the shop which redemption that made. What was paid, the
// shop says. No voucher number is kept: sessionStorage holds the order, and the idempotency key of a payment that is not over.

import { linesOf, rand, shortWordsOf, wordsFor, wordsOfOrder } from './words.js';

const ASK_AGAIN_MS = 1000;
/** While nothing is in doubt: staff can give something back at any time. */
const LOOK_EVERY_ROUNDS = 5;
const TRIES = 4;
const $ = (id) => document.getElementById(id);
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const shop = await ask('GET', '/shop');
const types = (await ask('GET', `${shop.vouch}/v1/redemptions/types`)).data.filter(
  ({ category }) => category === 'vouchers',
);
const names = new Map(types.map(({ type, name }) => [type, name]));

/** @type {import('./words.js').Order | null} */
let order = null;
/** The list of orders, as it stands on the page. */
let listed = '';
/** While a button does its work, the page is not changed under it. */
let isBusy = false;

/** Throws an answer that is no success, with its status. Vouch gets the publishable key, the shop its cookie. */
async function ask(method, url, body, key) {
  const isVouch = !url.startsWith('/');
  const headers = { ...(body ? { 'content-type': 'application/json' } : {}) };
  if (isVouch) headers.authorization = `Bearer ${shop.key}`;
  if (key) headers['idempotency-key'] = key;
  const reply = await fetch(url, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  const answer = reply.status === 204 ? {} : await reply.json();
  if (!reply.ok) throw Object.assign(new Error(answer.code), { status: reply.status, advice: answer.advice });
  return answer;
}

/** Where no answer came, or Vouch says so, the same request goes out again under the same key: nothing is taken twice. */
async function reserve(body, key) {
  for (let tries = 1; ; tries++) {
    try {
      return await ask('POST', `${shop.vouch}/v1/redemptions`, body, key);
    } catch (error) {
      const isOver = error.status !== undefined && error.advice !== 'retry_same_key';
      if (isOver || tries === TRIES) throw error;
      await pause(ASK_AGAIN_MS * tries);
    }
  }
}

async function pay(form) {
  // One key for one voucher of one order. A reload in between finds it again, and the same voucher is claimed once.
  const key = sessionStorage.getItem('key') ?? crypto.randomUUID();
  sessionStorage.setItem('key', key);
  const body = {
    type: $('type').value,
    source: Object.fromEntries([...new FormData(form)].filter(([, value]) => value !== '')),
    amount: order.rest,
    currency: 'ZAR',
    // The page claims the voucher. The shop takes the money, once it has seen that this claim is for its order.
    capture_method: 'manual',
    redemption_options: { partial: 'allow' },
    external_reference: order.id,
  };
  say('One moment …');
  try {
    const { id } = await reserve(body, key);
    sessionStorage.removeItem('key');
    for (const input of $('fields').querySelectorAll('input')) input.value = '';
    await tell(id);
  } catch (error) {
    // Without a status no answer came: the key stays, and the same voucher can be sent again.
    if (error.status !== undefined) sessionStorage.removeItem('key');
    say(wordsFor(error));
  }
}

/** Where the shop does not answer, it hears of the redemption by webhook: the order shows it a moment later. */
async function tell(redemption) {
  try {
    show(await ask('POST', `/orders/${order.id}/payments`, { redemption }));
  } catch (error) {
    if (error.status !== undefined && error.status < 500) throw error;
    say('We are finding out what became of your voucher.');
    await pause(ASK_AGAIN_MS);
    show(await ask('GET', `/orders/${order.id}`));
  }
}

/** For as long as the page is open, and seen: what is in doubt each second, else now and then. */
async function follow() {
  for (let round = 1; ; round++) {
    await pause(ASK_AGAIN_MS);
    if (document.hidden || isBusy || (order?.status !== 'checking' && round % LOOK_EVERY_ROUNDS !== 0)) continue;
    try {
      await (order ? lookAgain(order) : showOrders());
    } catch {
      // The network is away: a later round asks again.
    }
  }
}

async function lookAgain(before) {
  const now = await ask('GET', `/orders/${before.id}`);
  const isNews = JSON.stringify(now) !== JSON.stringify(before) || now.new_vouchers > $('own').children.length;
  // What was answered while the visitor went on is too old to be shown.
  if (isNews && order === before && !isBusy) show(now);
}

/** The visitor's own orders, by their cookie: also of a tab that was closed. */
async function showOrders() {
  const { data } = await ask('GET', '/orders');
  const text = JSON.stringify(data);
  if (order || text === listed) return;
  listed = text;
  $('orders').hidden = data.length === 0;
  $('list').replaceChildren(
    ...data.map((one) => {
      const button = Object.assign(document.createElement('button'), { type: 'button', textContent: one.id });
      button.addEventListener('click', () => show(one));
      const line = item('');
      line.append(button, shortWordsOf(one));
      return line;
    }),
  );
}

/** @param {import('./words.js').Order} now */
function show(now) {
  order = now;
  sessionStorage.setItem('order', order.id);
  $('cart').hidden = true;
  $('orders').hidden = true;
  $('order').hidden = false;
  $('number').textContent = order.id;
  $('total').textContent = rand(order.total);
  $('rest').textContent = rand(order.rest);
  $('payments').replaceChildren(...linesOf(order, names).map(item));
  $('pay').hidden = order.status !== 'open';
  $('again').hidden = order.status === 'checking';
  say(wordsOfOrder(order));
  if (order.payments.some(({ outcome }) => outcome === 'paid')) void showVouchers(order).catch(() => undefined);
}

/** Where it does not come through, the next look asks again. */
async function showVouchers({ id: ofOrder }) {
  const { data } = await ask('GET', `/orders/${ofOrder}/vouchers`);
  $('vouchers').hidden = data.length === 0;
  $('own').replaceChildren(
    ...data.map(({ id, pin, cents, why }) => {
      const name = why === 'change' ? 'Change' : 'Given back';
      const line = item(`${name}${cents === null ? '' : ` ${rand(cents)}`}: ${pin}`);
      line.dataset.id = id;
      return line;
    }),
  );
}

function showFields() {
  const { required_fields: fields } = types.find(({ type }) => type === $('type').value);
  $('fields').replaceChildren(
    ...fields.map(({ name, required, description }) => {
      const input = Object.assign(document.createElement('input'), { name, required, autocomplete: 'off' });
      const label = document.createElement('label');
      label.append(`${description} `, input);
      return label;
    }),
  );
}

function item(text) {
  return Object.assign(document.createElement('li'), { textContent: text });
}

function say(text) {
  $('message').textContent = text;
}

/** Runs while the button cannot be pressed again. */
function onSubmit(id, work) {
  $(id).addEventListener('submit', async (event) => {
    event.preventDefault();
    const buttons = [...$(id).querySelectorAll('button')];
    for (const button of buttons) button.disabled = true;
    isBusy = true;
    await work(event.target).catch(() => say('This does not work at the moment. Try again later.'));
    isBusy = false;
    for (const button of buttons) button.disabled = false;
  });
}

onSubmit('cart', async (form) => {
  const cart = Object.fromEntries([...new FormData(form)].map(([sku, pieces]) => [sku, Number(pieces)]));
  show(await ask('POST', '/orders', { cart: Object.fromEntries(Object.entries(cart).filter(([, n]) => n > 0)) }));
});
onSubmit('pay', pay);
$('type').addEventListener('change', showFields);
$('card').addEventListener('click', () =>
  say('Cards are not part of this example: here your card processor comes in.'),
);
$('written').addEventListener('click', async () => {
  const ids = [...$('own').children].map(({ dataset }) => dataset.id);
  await ask('POST', `/orders/${order.id}/vouchers/handed_over`, { ids });
  $('own').replaceChildren();
  $('vouchers').hidden = true;
});
$('again').addEventListener('click', () => {
  sessionStorage.clear();
  location.reload();
});

$('goods').append(
  ...Object.entries(shop.goods).map(([sku, { name, cents }]) => {
    const input = Object.assign(document.createElement('input'), { name: sku, type: 'number', min: 0, max: 99 });
    input.value = '0';
    const label = document.createElement('label');
    label.append(`${name}, ${rand(cents)} `, input);
    return label;
  }),
);
$('type').append(
  ...types.map(({ type, name }) => Object.assign(document.createElement('option'), { value: type, textContent: name })),
);
showFields();
const known = sessionStorage.getItem('order');
if (known) show(await ask('GET', `/orders/${known}`).catch(() => (sessionStorage.clear(), location.reload())));
else {
  $('cart').hidden = false;
  await showOrders();
}
void follow();

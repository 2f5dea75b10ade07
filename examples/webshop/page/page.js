// The page: it claims vouchers at Vouch with the publishable key, and tells the shop which redemption that made. What was paid, the
// shop says. No voucher number is kept: sessionStorage holds the order, and the idempotency key of a payment that is not over.

/** @typedef {{ type: string, outcome: string, cents: number, why?: 'refused' | 'later' | 'unused' }} Payment */
/** @typedef {{ id: string, total: number, rest: number, status: 'open' | 'checking' | 'shipped', payments: Payment[] }} Order */

const ASK_AGAIN_MS = 1000;
const TRIES = 4;
const $ = (id) => document.getElementById(id);
const rand = (cents) => `R${(cents / 100).toFixed(2)}`;
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));

const shop = await ask('GET', '/shop');
const types = (await ask('GET', `${shop.vouch}/v1/redemptions/types`)).data.filter(
  ({ category }) => category === 'vouchers',
);
const names = new Map(types.map(({ type, name }) => [type, name]));

/** @type {Order | null} */
let order = null;

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

function wordsFor({ status, advice }) {
  if (status === undefined) return 'There was no answer. Send the same voucher again: it is taken once.';
  if (advice === 'try_another_voucher' || advice === 'read_again') return 'This voucher cannot be used.';
  if (advice === 'fix_request') return 'Look at the number once more.';
  return 'This does not work at the moment. Try again later.';
}

async function follow() {
  while (order?.status === 'checking') {
    await pause(ASK_AGAIN_MS);
    try {
      show(await ask('GET', `/orders/${order.id}`), false);
    } catch {
      // The network is away: the next round asks again.
    }
  }
}

/** @param {Order} now */
function show(now, isNew = true) {
  const wasChecking = order?.status === 'checking';
  order = now;
  sessionStorage.setItem('order', order.id);
  $('cart').hidden = true;
  $('order').hidden = false;
  $('number').textContent = order.id;
  $('total').textContent = rand(order.total);
  $('rest').textContent = rand(order.rest);
  $('payments').replaceChildren(...order.payments.map((payment) => item(wordsOf(payment))));
  $('pay').hidden = order.status !== 'open';
  for (const input of $('fields').querySelectorAll('input')) input.value = '';
  $('again').hidden = order.status === 'checking';
  say(wordsOfOrder(order));
  if (order.status === 'checking' && (isNew || !wasChecking)) void follow();
  if (order.payments.some(({ outcome }) => outcome === 'paid')) void showVouchers();
}

function wordsOfOrder({ status, rest, payments }) {
  if (status === 'shipped') return 'Paid. Your parcel is on its way.';
  if (status === 'checking')
    return 'We are finding out what became of your voucher. It is not taken twice: please wait.';
  const last = payments.at(-1);
  if (last?.why === 'refused') return 'This voucher cannot be used.';
  if (last?.why === 'later') return 'This does not work at the moment. Nothing was taken: try again later.';
  return last?.outcome === 'paid' ? `${rand(rest)} is left to pay.` : '';
}

function wordsOf({ type, outcome, cents }) {
  const words = { paid: `${rand(cents)} paid`, not_paid: 'nothing was taken', checking: 'we are finding out' };
  return `${names.get(type) ?? type}: ${words[outcome] ?? 'claimed'}`;
}

async function showVouchers() {
  const { data } = await ask('GET', `/orders/${order.id}/vouchers`);
  $('vouchers').hidden = data.length === 0;
  $('own').replaceChildren(
    ...data.map(({ id, pin, cents, why }) => {
      const name = why === 'change' ? 'Change' : 'Given back';
      const line = item(`${name}${cents === null ? '' : ` ${rand(cents)}`}: ${pin ?? 'comes by SMS'}`);
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
    await work(event.target).catch(() => say('This does not work at the moment. Try again later.'));
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
else $('cart').hidden = false;

// Pays an order with a voucher: node checkout.mjs ORDER TYPE CENTS, with VOUCH_URL, VOUCH_KEY and VOUCHER in the environment.
import { setTimeout as wait } from 'node:timers/promises';

const [order, type, cents] = process.argv.slice(2);
const { VOUCH_URL, VOUCH_KEY, VOUCHER } = process.env;
const payment = {
  type,
  source: JSON.parse(VOUCHER),
  amount: Number(cents),
  currency: 'ZAR',
  external_reference: order,
};

/** One request to Vouch. Null where no answer came: the request may have arrived all the same. */
async function ask(method, path, body) {
  const headers = { authorization: `Bearer ${VOUCH_KEY}`, 'content-type': 'application/json' };
  // Made from the order and never new for a retry: by this key Vouch knows that it is the same payment.
  if (body) headers['idempotency-key'] = `order-${order}`;
  try {
    // Longer than a provider may take (30 s, Blu 60 s).
    const options = { method, headers, signal: AbortSignal.timeout(90_000) };
    const reply = await fetch(VOUCH_URL + path, body ? { ...options, body: JSON.stringify(body) } : options);
    const waitMs = 1000 * Number(reply.headers.get('retry-after') ?? 1);
    return { status: reply.status, waitMs, json: await reply.json() };
  } catch {
    return null;
  }
}

/** Repeats the same request until Vouch answers it. Nothing is taken twice, however often it is sent. */
async function create() {
  for (;;) {
    const answer = await ask('POST', '/v1/redemptions', payment);
    const stillRuns = answer?.json.code === 'idempotency_key_in_use';
    if (answer && answer.status < 500 && answer.status !== 429 && !stillRuns) return answer;
    console.log(answer ? `Vouch is busy (${answer.status}): again` : 'no answer: again, with the same key');
    await wait(answer?.waitMs ?? 1000);
  }
}

let answer = await create();
// No proof yet: hand over nothing, and read the redemption again. A shop can leave and let a webhook tell it.
while (answer.json.outcome === 'checking') {
  console.log('checking');
  await wait(answer.waitMs);
  const read = await ask('GET', `/v1/redemptions/${answer.json.id}`);
  if (read?.status === 200) answer = read;
}
const { outcome, redeemed_amount: taken, change_voucher: change, last_error: error, code } = answer.json;
if (outcome === 'paid') {
  console.log(`paid ${taken}: hand over the goods`);
  // Without a PIN it comes by SMS; or its PIN got lost with an answer, and support asks the provider for it.
  const byHand = change?.delivery === 'inline' ? 'is owed: ask support' : 'comes by SMS';
  if (change) console.log(`change for the customer: ${change.pin ?? byHand}`);
} else if (outcome === 'not_paid') {
  // Proven: nothing was taken. The customer may pay in another way, or with another voucher under another key.
  console.log(`not paid: ${error.code}`);
} else {
  console.log(`refused: ${code}`);
}
process.exitCode = outcome === 'paid' ? 0 : 1;

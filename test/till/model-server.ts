// What the till may expect of Vouch, as small as it can be: keys, burnt keys, and the books of a provider. Which requests arrive,
// which answers get back, and what the provider does is told.
import { problem } from '../client/told';

export const ONE_VOUCHER = 'vouchers.one_voucher';
export const OTT = 'vouchers.ott';
export const BLU = 'vouchers.blu';

/** What happens to the next request that is a create or a recover. */
export type Fate =
  | 'arrives'
  /** It never arrives. */
  | 'lost'
  /** It arrives, and its answer does not. */
  | 'answer_lost'
  /** It is held back, and arrives when `deliverLate` is called. */
  | 'late'
  | 'busy'
  | 'limited'
  /** Turned away before its key was looked at: on a way that leads nowhere. */
  | 'astray'
  /** Answered by somebody else, with something that is no redemption. */
  | 'odd'
  /** It never arrives: something before the server refuses it. */
  | 'refused'
  /** It arrives, its answer is lost, and the browser by itself sends it again: that is refused. The till hears of that one alone. */
  | 'resent_refused'
  /** By an instance that does not know this address. */
  | 'not_here'
  /** It never arrives: something on the way gives the answer to another request, the first that there was. */
  | 'mixed_up';

interface Request {
  readonly route: string;
  readonly key: string | null;
  readonly body: Record<string, unknown>;
}

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: unknown;
}

interface Row {
  readonly id: string;
  readonly pin: string;
  readonly type: string;
  readonly asked: number;
  readonly reference: string | null;
  outcome: 'paid' | 'not_paid' | 'checking';
  taken: number;
  givenBack: number;
  change: number;
  reason: string | null;
  acknowledged: number;
  printed: number;
  readonly terminal: string;
  readonly at: number;
}

const lost = () => Object.assign(new Error('lost'), { code: 'ERR_NETWORK' });

export class ModelServer {
  /** Cents by PIN: what the provider sold. */
  readonly vouchers = new Map<string, number>();
  /** What the provider took, each time that it did. */
  readonly takings: { readonly pin: string; readonly key: string; readonly cents: number }[] = [];
  readonly rows: Row[] = [];
  readonly #byKey = new Map<string, Row | 'burnt'>();
  readonly #late: Request[] = [];
  readonly requests: Request[] = [];
  /** For requests to come, in order; then all arrive. */
  fates: Fate[] = [];
  /** The provider keeps quiet until `settle`. */
  isProviderQuiet = false;
  isDown = false;
  /** Requests that never arrive, by method and address. */
  neverArrives: RegExp | null = null;
  /** Requests that somebody on the way answers, by method and address: with a status and no word of Vouch's. */
  foreign: { readonly route: RegExp; readonly status: number; readonly retryAfter?: string } | null = null;
  /** What was not acknowledged is listed once `deliverLists` is called. */
  listsLate = false;
  readonly #lists: (() => void)[] = [];
  #held: Promise<void> | null = null;
  #reads: Promise<void> | null = null;
  #heldKey: string | null = null;
  #heldUntil: Promise<void> | null = null;
  terminal: string | null = 'trm_000000000000000000000001';
  isRevoked = false;
  shop = 'A shop';
  /** Whoever holds a voucher is not this till. */
  isElsewhere = false;
  /** Reads by an id are answered by an instance that knows none. */
  knowsNoId = false;
  /** Somebody else answers when the till asks who it is. */
  isStrange = false;

  constructor(private readonly now: () => number) {}

  async answer(request: Request): Promise<Answer> {
    this.requests.push(request);
    if (this.isDown || this.neverArrives?.test(request.route)) throw lost();
    if (this.foreign?.route.test(request.route)) {
      const { status, retryAfter } = this.foreign;
      const headers = { ...JSON_TYPE, ...(retryAfter === undefined ? {} : { 'retry-after': retryAfter }) };
      return { status, headers, body: { status, error: 'Blocked' } };
    }
    const isMoney = request.route === 'POST /v1/redemptions' || request.route === 'POST /v1/redemptions/recover';
    const fate = isMoney ? (this.fates.shift() ?? 'arrives') : 'arrives';
    if (fate === 'lost') throw lost();
    if (fate === 'late') {
      this.#late.push(request);
      throw lost();
    }
    if (fate === 'busy') return refusal('overloaded', 503, { 'retry-after': '1' });
    if (fate === 'astray') return refusal('route_not_found', 404);
    if (fate === 'odd') return { status: 200, headers: JSON_TYPE, body: { ok: true } };
    if (fate === 'limited') return refusal('rate_limited', 429, { 'retry-after': '2' });
    if (isMoney && this.#held && request.key?.startsWith('till-')) await this.#held;
    if (request.key !== null && request.key === this.#heldKey) await this.#heldUntil;
    if (this.listsLate && request.route.includes('acknowledged=false'))
      await new Promise<void>((resolve) => this.#lists.push(resolve));
    if (/^GET .*(?:rdm_|external_reference)/.test(request.route)) await this.#reads;
    if (fate === 'refused') return refusal('unsupported_media_type', 415);
    const [first] = this.rows;
    if (fate === 'mixed_up' && first) return said(201, shownOf(first));
    if (fate === 'not_here') return refusal('not_found', 404);
    const answer = this.#serve(request);
    if (fate === 'resent_refused') return refusal('unsupported_media_type', 415);
    if (fate === 'answer_lost') throw lost();
    return answer;
  }

  deliverLists(): void {
    this.listsLate = false;
    for (const deliver of this.#lists.splice(0)) deliver();
  }

  /** What the till sends about money stays on the way until what this returns is called. */
  hold(): () => void {
    let go: () => void = () => undefined;
    this.#held = new Promise((resolve) => (go = resolve));
    return () => {
      this.#held = null;
      go();
    };
  }

  /** Reads of single redemptions, and of those under a number, stay on the way until what this returns is called. */
  holdReads(): () => void {
    let go: () => void = () => undefined;
    this.#reads = new Promise((resolve) => (go = resolve));
    return () => {
      this.#reads = null;
      go();
    };
  }

  /** Of one key alone. */
  holdKey(key: string): () => void {
    let go: () => void = () => undefined;
    this.#heldKey = key;
    this.#heldUntil = new Promise((resolve) => (go = resolve));
    return () => {
      this.#heldKey = null;
      go();
    };
  }

  /** What was held back arrives now. Nobody hears the answer. */
  deliverLate(): void {
    for (const request of this.#late.splice(0)) this.#serve(request);
  }

  /** The provider says what became of everything that was in doubt. */
  settle(isTaken: boolean): void {
    this.isProviderQuiet = false;
    for (const row of this.rows) if (row.outcome === 'checking') this.#finish(row, isTaken);
  }

  #serve({ route, key, body }: Request): Answer {
    if (route === 'POST /v1/terminals/claim') {
      if (body['pairing_code'] !== 'K7QM3XWD') return refusal('pairing_code_invalid', 422);
      this.terminal ??= 'trm_000000000000000000000001';
      return said(201, { ...this.#whoAmI(), key: null });
    }
    if (this.isRevoked) return refusal('key_revoked', 403);
    if (this.terminal === null) return refusal('key_missing', 401);
    const own = this.rows.filter(({ terminal }) => terminal === this.terminal);
    const [, id, action] = /^\w+ \/v1\/redemptions\/(rdm_\w+)(?:\/(\w+))?$/.exec(route) ?? [];
    const row = own.find((candidate) => candidate.id === id);
    if (id !== undefined && !row) return refusal('not_found', 404);
    if (row && action === 'acknowledge') return this.#acknowledge(row, body['receipt']);
    if (row) return this.knowsNoId ? refusal('not_found', 404) : said(200, shownOf(row));
    if (route === 'GET /v1/terminals/current' && this.isStrange) return said(200, {});
    if (route === 'GET /v1/terminals/current') return said(200, this.#whoAmI());
    if (route === 'GET /v1/redemptions/types') return said(200, { data: TYPES, has_more: false, next_cursor: null });
    if (route.startsWith('GET /v1/redemptions')) {
      const isOpen = route.includes('acknowledged=false');
      const reference = new URLSearchParams(route.split('?')[1]).get('external_reference');
      const data = own
        .filter((row) => (!isOpen || row.acknowledged === 0) && (reference === null || row.reference === reference))
        .map(shownOf);
      return said(200, { data: data.reverse(), has_more: false, next_cursor: null });
    }
    const scope = `${this.terminal} ${String(key)}`;
    if (route === 'POST /v1/redemptions/recover') return this.#recover(scope);
    return this.#create(scope, key ?? '', body);
  }

  #recover(scope: string): Answer {
    const found = this.#byKey.get(scope);
    if (found && found !== 'burnt') return said(200, shownOf(found));
    this.#byKey.set(scope, 'burnt');
    return refusal('not_received', 404);
  }

  #create(scope: string, key: string, body: Record<string, unknown>): Answer {
    const found = this.#byKey.get(scope);
    if (found === 'burnt') return refusal('idempotency_key_burnt', 409);
    if (found) return said(201, shownOf(found));
    const source = body['source'] as Record<string, string>;
    const pin = source['pin'] ?? source['token'] ?? '';
    const holder = this.rows.find((row) => row.pin === pin && row.outcome !== 'not_paid');
    if (holder) return refusal('voucher_in_use', 409, {}, this.isElsewhere ? {} : { redemption_id: holder.id });
    const row: Row = {
      id: `rdm_${String(this.rows.length + 1).padStart(24, '0')}`,
      pin,
      type: String(body['type']),
      asked: (body['amount'] as number | undefined) ?? 0,
      reference: (body['external_reference'] as string | undefined) ?? null,
      outcome: 'checking',
      taken: 0,
      givenBack: 0,
      change: 0,
      reason: null,
      acknowledged: 0,
      printed: 0,
      terminal: this.terminal ?? '',
      at: this.now(),
    };
    this.rows.push(row);
    this.#byKey.set(scope, row);
    this.#keyOf.set(row, key);
    if (!this.isProviderQuiet) this.#finish(row, true);
    return said(row.outcome === 'checking' ? 202 : 201, shownOf(row));
  }

  /** Support gives value back, by whatever way the provider has. */
  giveBack(pin: string, cents: number): void {
    const row = this.rows.find((candidate) => candidate.pin === pin && candidate.outcome === 'paid');
    if (!row || row.givenBack + cents > row.taken) throw new Error('There is not so much to give back');
    row.givenBack += cents;
  }

  readonly #keyOf = new Map<Row, string>();

  #finish(row: Row, isTaken: boolean): void {
    const worth = this.vouchers.get(row.pin);
    if (worth === undefined || !isTaken) {
      row.outcome = 'not_paid';
      row.reason = worth === undefined ? 'voucher_not_found' : 'provider_unavailable';
      return;
    }
    row.taken = row.asked === 0 ? worth : Math.min(worth, row.asked);
    row.change = worth - row.taken;
    row.outcome = 'paid';
    this.vouchers.delete(row.pin);
    this.takings.push({ pin: row.pin, key: this.#keyOf.get(row) ?? '', cents: row.taken });
  }

  #acknowledge(row: Row, receipt: unknown): Answer {
    if (row.outcome === 'checking') return refusal('outcome_unknown', 409);
    row.acknowledged++;
    if (receipt === 'printed') row.printed++;
    return said(200, {
      object: 'receipt',
      redemption_id: row.id,
      receipt,
      copy: receipt === 'printed' ? row.printed : row.acknowledged,
    });
  }

  #whoAmI() {
    return {
      id: this.terminal,
      terminal_id: 'TILL1',
      name: 'Front till',
      livemode: false,
      account_name: this.shop,
      ...NO_CODE,
    };
  }
}

function shownOf(row: Row) {
  const time = new Date(row.at).toISOString();
  return {
    object: 'redemption',
    id: row.id,
    outcome: row.outcome,
    type: row.type,
    amount: row.asked,
    redeemed_amount: row.taken,
    reversed_amount: row.givenBack,
    source: { pin: `************${row.pin.slice(-4)}` },
    external_reference: row.reference,
    provider_reference: null,
    change_voucher:
      row.change > 0
        ? { pin: '4821930475610293', amount: row.change, serial_number: '1', expires_at: null, delivery: 'inline' }
        : null,
    last_error: row.reason === null ? null : { code: row.reason },
    created_at: time,
    updated_at: time,
    next_check_at: row.outcome === 'checking' ? new Date(row.at + 2000).toISOString() : null,
  };
}

/** The till does not look at it: its client tells by it that the answer is the server's. */
const NO_CODE = { pairing_expires_at: null };

const JSON_TYPE = { 'content-type': 'application/json' };

function said(status: number, body: unknown): Answer {
  return { status, headers: JSON_TYPE, body };
}

function refusal(code: string, status: number, headers: Record<string, string> = {}, more: object = {}): Answer {
  return { status, headers: { ...JSON_TYPE, ...headers }, body: problem(code, status, more) };
}

const type = (id: string, name: string, field: string, length: number, phone: boolean) => ({
  type: id,
  name,
  currencies: ['ZAR'],
  capabilities: { partial: true },
  required_fields: [
    { name: field, required: true, sensitive: true, pattern: `^\\d{${String(length)}}$` },
    ...(phone ? [{ name: 'phone_number', required: true, sensitive: false, pattern: '^(27|0)\\d{9}$' }] : []),
  ],
});

const TYPES = [
  type(ONE_VOUCHER, '1Voucher', 'pin', 16, false),
  type(OTT, 'OTT Voucher', 'pin', 12, true),
  type(BLU, 'Blu Voucher', 'token', 16, false),
  {
    ...type('loyalty_points.ledger', 'Loyalty points', 'program_id', 36, false),
    required_fields: [{ name: 'program_id', required: true, sensitive: false, pattern: '^.{36}$' }],
  },
];

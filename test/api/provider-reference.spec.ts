// `provider_reference`: what each provider really names an operation by, wherever a redemption is shown, and never a secret.
import { describeApi } from '../tools/engines';
import { BLU, ONE_VOUCHER, OTT, startWorld, TYPES, type Body, type World } from './world';

type Named = Readonly<Record<string, string | null>>;
interface Shown {
  readonly id: string;
  readonly provider_reference: Named | null;
  readonly operations: readonly { type: string; provider_reference: Named | null; provider_transaction_id: string }[];
}

const OURS = expect.stringMatching(/^op-[0-9a-f]{24}-[0-9a-f]{8}$/) as string;
const NUMBER = expect.stringMatching(/^\d+$/) as string;
const TIME = expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/) as string;
describeApi('the provider reference', ({ databaseUrl }) => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld(databaseUrl);
  });
  afterAll(() => world.close());

  const shown = ({ body }: { body: Body }) => body as unknown as Shown;
  const of = (redemption: Shown, type: string) =>
    redemption.operations.findLast((operation) => operation.type === type)?.provider_reference;
  /** What the provider's books call the voucher that this reference caused to be issued. */
  const serialIssuedFor = (reference: string | null | undefined) =>
    world.books.snapshot().vouchers.find((voucher) => voucher.issued_for === reference)?.serial;

  it.each(TYPES)('%s: is an object of what the provider said, for each operation', async (type) => {
    const voucher = world.voucher(type, 5000);
    const { serial } = world.truth(voucher);
    const draft = shown(await world.create(voucher, { confirm: false }));
    expect(draft.provider_reference).toBeNull();
    await world.call(`POST /v1/redemptions/${draft.id}/cancel`);

    const held = shown(await world.create(voucher, { capture_method: 'manual', amount: 3000, currency: 'ZAR' }));
    const checked: Record<string, object | null> = {
      // Nothing is sent: this provider cannot be asked before the value is taken.
      [ONE_VOUCHER]: null,
      [OTT]: { reference: OURS, transaction_id: null, serial_number: serial, voucher_id: serial },
      [BLU]: { reference: OURS, transaction_id: null, serial_number: serial },
    };
    expect(held.provider_reference).toEqual(checked[type]);

    const paid = shown(await world.call(`POST /v1/redemptions/${held.id}/capture`));
    const capture = of(paid, 'confirm');
    const captured: Record<string, object> = {
      [ONE_VOUCHER]: {
        reference: OURS,
        transaction_id: NUMBER,
        transaction_date: TIME,
        serial_number: serialIssuedFor(capture?.['reference']),
      },
      [OTT]: { reference: OURS, transaction_id: serial, voucher_id: serial },
      // Some of Blu's replies have no number, as real ones do.
      [BLU]: { ...capture, reference: OURS, serial_number: serial, transaction_date: TIME },
    };
    expect(paid.provider_reference).toEqual(captured[type]);
    expect(String(capture?.['transaction_id'])).toMatch(type === BLU ? /^(null|\d+)$/ : /^\d+$/);
    expect(capture).toEqual(paid.provider_reference);
    expect(world.truth(voucher).taken[0]?.reference).toBe(capture?.['reference']);

    const body = { amount: 1000, reason: 'r', idempotency_key: `r-${held.id}` };
    await world.call(`POST /v1/redemptions/${held.id}/reverse`, { body });
    const after = shown(await world.call(`GET /v1/redemptions/${held.id}`));
    const issued = serialIssuedFor(of(after, 'reverse')?.['reference']);
    const returned: Record<string, object> = {
      [ONE_VOUCHER]: { reference: OURS, transaction_id: NUMBER, transaction_date: TIME, serial_number: issued },
      [OTT]: { reference: OURS, transaction_id: NUMBER, voucher_id: issued, serial_number: issued, batch: '1' },
      [BLU]: { reference: OURS, transaction_id: NUMBER, serial_number: issued },
    };
    // The newest operation's at the top; the capture keeps its own.
    expect(after.provider_reference).toEqual(returned[type]);
    expect(of(after, 'confirm')).toEqual(capture);
    for (const operation of after.operations)
      expect(operation.provider_transaction_id).toBe(operation.provider_reference?.['transaction_id'] ?? null);

    const { body: list } = await world.call('GET /v1/redemptions?limit=1');
    const { body: events } = await world.call('GET /v1/events?type=redemption.reversed&limit=1');
    const told = (events.data[0] as unknown as { data: Shown }).data;
    for (const elsewhere of [list.data[0] as unknown as Shown, told])
      expect([elsewhere.id, elsewhere.provider_reference]).toEqual([held.id, after.provider_reference]);
    const pins = world.books.snapshot().vouchers.flatMap(({ pin }) => (pin === voucher.pin ? pin : []));
    for (const pin of pins) expect(JSON.stringify([after, list, events])).not.toContain(pin);
  });

  it.each(TYPES)('%s: a refused voucher has our reference and nothing of the provider', async (type) => {
    const refused = shown(await world.create(world.voucher(type, 5000, 'used'), { amount: 100, currency: 'ZAR' }));
    expect(refused.provider_reference).toEqual({ reference: OURS, transaction_id: null });
  });

  it.each(TYPES)('%s: an answer that was lost is named once it is found', async (type) => {
    const voucher = world.voucher(type, 5000, 'drop_after_taking');
    const lost = shown(await world.create(voucher, { amount: 5000, currency: 'ZAR' }));
    expect(lost.provider_reference).toEqual({ reference: OURS, transaction_id: null });
    const found = shown(await world.until(lost.id, ({ outcome }) => outcome === 'paid'));
    // Blu is asked through the voucher, which names its serial number and no transaction.
    const named: Record<string, object> = {
      [ONE_VOUCHER]: { transaction_id: NUMBER, transaction_date: TIME },
      [OTT]: { transaction_id: NUMBER, voucher_id: NUMBER, serial_number: world.truth(voucher).serial },
      [BLU]: { transaction_id: null, serial_number: world.truth(voucher).serial },
    };
    expect(found.provider_reference).toEqual({ reference: lost.provider_reference?.['reference'], ...named[type] });
  });
});

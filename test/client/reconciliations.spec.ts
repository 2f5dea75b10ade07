// A statement sent by the client: as a text, as bytes, as a file of a browser and as a stream, and what came of it.
import { Readable } from 'node:stream';
import { createVouch } from 'vouch-client';
import { startWorld, type World } from '../api/world';

const TODAY = new Date().toISOString().slice(0, 10);
const file = (reference: string) => `date;reference;gross;status\n${TODAY};${reference};1.00;Success\n`;

let world: World;
beforeAll(async () => {
  world = await startWorld(null);
});
afterAll(() => world.close());

it('sends a statement in each form, and reads what it came to', async () => {
  const vouch = createVouch({ baseUrl: world.server.url, apiKey: world.keys.secret });
  const ended = async (id: string) => {
    const deadline = Date.now() + 20_000;
    for (;;) {
      const run = await vouch.reconciliations.retrieve(id);
      if (run.status !== 'comparing') return run;
      if (Date.now() > deadline) throw new Error('It does not end');
      await new Promise((wake) => setTimeout(wake, 20));
    }
  };
  const forms = [
    file('text-1'),
    new TextEncoder().encode(file('bytes-1')),
    // As a browser has a file that somebody chose, whatever it takes it for.
    new Blob([file('blob-1')], { type: 'application/vnd.ms-excel' }),
    Readable.from([file('stream-1')]),
  ];
  const ids: string[] = [];
  for (const form of forms) {
    const { id } = await vouch.reconciliations.create(form, { provider: 'blu', statement: 'by the client' });
    expect(await ended(id)).toMatchObject({ status: 'done', statement: 'by the client', differences: 1 });
    ids.push(id);
  }
  const listed: string[] = [];
  for await (const { id } of vouch.reconciliations.list({ limit: 2 })) listed.push(id);
  expect(listed).toEqual(ids.toReversed());
  const found: string[] = [];
  for (const id of ids)
    for await (const { reference, review_id: reviewId } of vouch.reconciliations.differences(id)) {
      found.push(reference);
      const noted = await vouch.reviews.note(reviewId ?? '', { text: 'Asked them' });
      expect(noted.notes.map(({ text }) => text)).toEqual(['Asked them']);
    }
  expect(found).toEqual(['text-1', 'bytes-1', 'blob-1', 'stream-1']);
  expect(await vouch.reviews.summary()).toMatchObject({ open: 4, amount: 400, unassigned: 4 });
  const first = await vouch.reconciliations.create(forms[0] ?? '', { provider: 'blu' }, { idempotencyKey: 'once' });
  const second = await vouch.reconciliations.create(forms[0] ?? '', { provider: 'blu' }, { idempotencyKey: 'once' });
  expect(second.id).toBe(first.id);
  await ended(first.id);
});

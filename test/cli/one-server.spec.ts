// One server at a time on an embedded store: a second one is refused before it touches anything, the first one's end
// lets the next one in however it ended, and commands work while it runs.
import { readdirSync, readFileSync, statSync, symlinkSync } from 'node:fs';
import { join, relative } from 'node:path';
import { Desk, ended, firstKey, lastLine, statusWith, type Ended } from './program';

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(120_000);

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

function expectRefused({ code, out, err }: Ended, file: string): void {
  expect({ code, out }).toEqual({ code: 1, out: '' });
  expect(err).toMatch(/^vouch: \S+ is served by another process already: stop that one first.*\n$/);
  expect(err).toContain(file);
}

/** What a refused start must leave as it is. The database's own files change by being looked at. */
function books(folder: string): unknown {
  const files = readdirSync(folder).sort();
  return [
    files,
    ...['simulators.jsonl', 'secret.key'].map((name) => readFileSync(join(folder, name), 'utf8')),
    inode(folder),
  ];
}

const inode = (folder: string) => statSync(join(folder, 'simulators.jsonl')).ino;

test('a second server on the same file is refused, however it names the file, and changes nothing', async () => {
  const first = desk.start(['serve']);
  const url = await first.listens();
  const key = firstKey(desk.folder);
  const made = await fetch(`${url}/v1/test_helpers/vouchers`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify({ type: 'vouchers.blu', amount: 500 }),
  });
  expect(made.status).toBe(201);
  const folder = join(desk.folder, 'data');
  const file = join(folder, 'vouch.db');
  symlinkSync(file, join(desk.folder, 'link.db'));
  symlinkSync(folder, join(desk.folder, 'linked'));
  const before = books(folder);

  const others = [
    {},
    { DATABASE_URL: `sqlite:./${relative(desk.folder, folder)}/../data/vouch.db` },
    { DATABASE_URL: 'sqlite:link.db' },
    { DATABASE_URL: 'sqlite:linked/vouch.db' },
  ];
  const [tour, ...refused] = await Promise.all([
    desk.run(['demo'], { DATABASE_URL: `sqlite:${file}` }),
    ...others.map((env) => desk.run(['serve'], env)),
  ]);
  for (const end of refused) expectRefused(end, file);
  expectRefused(tour, file);
  expect(tour.err).toContain('vouch demo --url');
  expect(books(folder)).toEqual(before);
  expect(await statusWith(key, url)).toBe(200);
});

test('two that start at once: one serves and tells the first keys; commands work beside it; the next one follows at once', async () => {
  const servers = [desk.start(['serve']), desk.start(['serve'])];
  const told = await Promise.allSettled(servers.map((server) => server.listens()));
  const served = told.findIndex(({ status }) => status === 'fulfilled');
  const [first, second] = served === 0 ? servers : servers.toReversed();
  expect(await ended(second!.child)).toBe(1);
  expectRefused({ code: 1, out: second!.out, err: second!.err }, 'vouch.db');
  const url = await first!.listens();
  const key = firstKey(desk.folder);
  expect(await statusWith(key, url)).toBe(200);

  const beside = [
    ['keys', 'create'],
    ['keys', 'list'],
    ['users', 'create', '--email', 'thandi@example.com'],
    ['migrate'],
  ];
  for (const args of beside) expect(await desk.run(args)).toMatchObject({ code: 0 });
  const created = lastLine((await desk.run(['keys', 'create'])).out);
  expect(await statusWith(created, url)).toBe(200);

  await ended(first!.child, 'SIGKILL');
  const next = desk.start(['serve']);
  expect(await statusWith(created, await next.listens())).toBe(200);
  expect(next.out).not.toContain('First boot');
  expect(await ended(next.child, 'SIGTERM')).toBe(0);
  const last = desk.start(['serve']);
  expect(await statusWith(key, await last.listens())).toBe(200);
  expect(await ended(last.child, 'SIGTERM')).toBe(0);
});

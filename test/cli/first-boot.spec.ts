// Secrets of the first boot: to a terminal where there is one, else into a file that only grows and that nobody else can read.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { bootstrap, type FirstBoot } from '../../src/auth/bootstrap';
import { firstBootPlace, type FirstBootPlace } from '../../src/cli/first-boot';
import { newTerminal } from '../../src/core/terminals/terminals';
import { SystemClock } from '../../src/system/clock';
import { RandomIds } from '../../src/system/ids';
import { forEachEngine } from '../tools/engines';

const URL = 'http://127.0.0.1:3000';
const MADE: FirstBoot = {
  account: { id: 'acc_1', name: 'default', createdAt: 0 },
  secretKey: 'sk_test_secret',
  publishableKey: 'pk_test_publishable',
  user: { email: 'admin@localhost', password: 'a-password' },
  demo: {
    terminal: newTerminal(
      { clock: { now: () => 0 }, ids: { next: () => 'trm_1' }, sealer: { keyDigest: () => 'digest' } },
      { terminalId: 'TILL1', name: 'First till', code: 'K7QM3XWD' },
      { accountId: 'acc_1', livemode: false },
      'first boot',
    ),
    code: 'K7QM3XWD',
    vouchers: [{ answer: 'partly_paid', pin: '9876543210987654', amountCents: 1900 }],
  },
};
const TILL = `${URL}/till`;
const SECRETS = [MADE.secretKey, MADE.publishableKey, MADE.user.password, 'K7QM3XWD', '9876543210987654'];

let folder: string;
let said: Record<'stdout' | 'stderr', string>;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vouch-first-'));
  said = { stdout: '', stderr: '' };
});
afterEach(() => rmSync(folder, { recursive: true }));

function place(terminals: { stdout?: boolean; stderr?: boolean }): FirstBootPlace {
  const output = (name: 'stdout' | 'stderr') => ({
    isTTY: terminals[name] === true,
    write: (text: string) => (said[name] += text),
  });
  return firstBootPlace(join(folder, 'data'), { stdout: output('stdout'), stderr: output('stderr') });
}
const file = () => join(folder, 'data', 'first-boot.txt');

test.each(['stdout', 'stderr'] as const)('a terminal at %s is shown everything, and no file is made', (name) => {
  const there = place({ [name]: true });
  there.keep(MADE);
  there.tell(MADE, URL, TILL);
  expect(said[name]).toContain(`${TILL}#K7QM3XWD\n`);
  for (const secret of SECRETS) expect(said[name]).toContain(secret);
  expect(said[name]).toContain(`curl ${URL}/v1/redemptions`);
  expect(said[name]).toContain('npm run vouch -- terminals pair TILL1\n');
  expect(said[name === 'stdout' ? 'stderr' : 'stdout']).toBe('');
  expect(existsSync(file())).toBe(false);
});

test('without one a file has them, behind what stands there, and the output none', () => {
  const there = place({});
  there.keep(MADE);
  chmodSync(file(), 0o644);
  there.keep({ ...MADE, secretKey: 'sk_test_other' });
  there.tell(MADE, URL, TILL);
  const text = readFileSync(file(), 'utf8');
  for (const secret of [...SECRETS, 'sk_test_other']) expect(text).toContain(secret);
  expect(statSync(file()).mode & 0o777).toBe(0o600);
  for (const secret of SECRETS) expect(said.stdout + said.stderr).not.toContain(secret);
  expect(said.stdout).toContain('first-boot.txt');
  expect(said.stdout).toContain(TILL);
  expect(said.stdout).toContain('npm run vouch -- terminals pair TILL1\n');
});

test.each([{ stdout: true }, {}])(
  'the command for a new pairing code names a server at another address',
  (terminals) => {
    place(terminals).tell(MADE, 'http://127.0.0.1:3100', 'http://127.0.0.1:3100/till');
    expect(said.stdout).toContain('npm run vouch -- terminals pair TILL1 --url http://127.0.0.1:3100\n');
  },
);

forEachEngine('of several first boots at once', (openStore) => {
  it('only the one that made the account leaves its secrets', async () => {
    const { store, drop } = await openStore();
    try {
      const clock = new SystemClock();
      const there = place({});
      const boots = await Promise.all(
        Array.from({ length: 4 }, () => bootstrap(store, new RandomIds(clock), clock, { keeper: there })),
      );
      const [made, ...others] = boots.filter((boot) => boot !== null);
      expect(others).toEqual([]);
      expect(readFileSync(file(), 'utf8')).toContain(made?.secretKey);
    } finally {
      await drop();
    }
  });
});

test('what is taken back leaves what stood there before', () => {
  const there = place({});
  there.keep(MADE)();
  expect(existsSync(file())).toBe(false);
  writeFileSync(file(), 'earlier\n');
  there.keep(MADE)();
  expect(readFileSync(file(), 'utf8')).toBe('earlier\n');
});

test('one boot that comes too late takes back its own secrets alone, wherever they stand', () => {
  const there = place({});
  const late = there.keep({ ...MADE, secretKey: 'sk_test_late' });
  const made = there.keep(MADE);
  const later = there.keep({ ...MADE, secretKey: 'sk_test_later' });
  late();
  later();
  const text = readFileSync(file(), 'utf8');
  for (const secret of SECRETS) expect(text).toContain(secret);
  expect(text).not.toContain('sk_test_late');
  made();
  expect(existsSync(file())).toBe(false);
});

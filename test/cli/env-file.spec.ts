// `.env` of the folder where a command is started: read where it is there, below what is set, and never left out in silence.
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Desk, ended } from './program';

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(120_000);

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

test('its lines are settings, and what is set in the environment wins', async () => {
  const file = join(desk.folder, '.env');
  writeFileSync(file, '# ours\nDATABASE_URL=sqlite:shop/books.db\nPORT=nonsense\nVOUCH_RESERVATION="soon" # typo\n');
  // PORT is set by the desk.
  const typo = await desk.run(['serve']);
  expect(typo).toMatchObject({ code: 1, out: '' });
  expect(typo.err).toContain('VOUCH_RESERVATION is not a variable of Vouch; did you mean VOUCH_RESERVATION_FOR?');
  expect(typo.err).not.toContain('PORT');

  writeFileSync(file, 'DATABASE_URL=sqlite:shop/books.db\nPORT=nonsense\n');
  const server = desk.start(['serve']);
  await server.listens();
  expect(server.err).toBe('');
  expect(await ended(server.child, 'SIGTERM')).toBe(0);
  const listed = await desk.run(['keys', 'list']);
  expect(listed).toMatchObject({ code: 0, err: '' });
  expect(listed.out).toContain('sk_test_');
  const elsewhere = await desk.run(['keys', 'list'], { DATABASE_URL: 'sqlite:other.db' });
  expect(elsewhere.err).toContain(`there is no store at ${join(desk.folder, 'other.db')}`);
});

test('a line that would set nothing is named, and a file of another encoding; neither shows what it holds', async () => {
  const file = join(desk.folder, '.env');
  const refused = async (content: string | Buffer) => {
    writeFileSync(file, content);
    const { code, out, err } = await desk.run(['accounts', 'create', 'Shop']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).not.toMatch(/hush|SECRET/);
    return err;
  };
  const no = 'no setting: it must be NAME=value, a comment after #, or blank\n';
  expect(await refused('# ours\nexport A=1\nB="two\nlines="\nSECRET: hush\nC=3\n')).toBe(
    `vouch: ${file}: line 5 is ${no}`,
  );
  expect(await refused('hush\n'.repeat(9))).toBe(`vouch: ${file}: lines 1, 2, 3, 4, 5 … are ${no}`);
  const utf16 = Buffer.from('\ufeffSECRET=hush\n', 'utf16le');
  expect(await refused(utf16)).toContain(`${file} is not UTF-8 text`);
  expect(await refused(Buffer.from('SECRET=hush\n', 'utf16le'))).toContain('save it as UTF-8');

  // What an editor puts before the first name is not a part of it.
  writeFileSync(file, '\ufeffDATABASE_URL=sqlite:shop/books.db\r\n\r\n');
  expect((await desk.run(['accounts', 'create', 'Shop'])).err).toContain(join(desk.folder, 'shop/books.db'));
});

test('one that cannot be read is told in one line, and nothing is done; help needs none', async () => {
  const file = join(desk.folder, '.env');
  const makers = [() => mkdirSync(file), () => symlinkSync('nowhere', file)];
  for (const make of makers) {
    make();
    const { code, out, err } = await desk.run(['keys', 'create']);
    expect({ code, out }).toEqual({ code: 1, out: '' });
    expect(err).toBe(`vouch: ${file} cannot be read: it must be a file of settings that this user may read\n`);
    expect((await desk.run(['--help'])).code).toBe(0);
    rmSync(file, { recursive: true });
  }
  expect((await desk.run(['keys', 'create'])).code).toBe(0);
});

// What a newcomer gets wrong first: each is told in words that lead on, and nothing is made or deleted by it.
import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { freePort } from '../tools/free-port';
import { Desk, lastLine } from './program';

/** Every command is a process of its own, and loading one takes a while on a busy machine. */
jest.setTimeout(120_000);

let desk: Desk;
beforeEach(() => {
  desk = new Desk();
});
afterEach(() => desk.clear());

async function refused(args: readonly string[], env: Record<string, string> = {}, exit = 1): Promise<string> {
  const { code, out, err } = await desk.run(args, env);
  expect({ code, out, lines: err.trim().split('\n').length }).toEqual({ code: exit, out: '', lines: 1 });
  return err;
}

test('a store that is a folder, or another file', async () => {
  const folder = join(desk.folder, 'shop');
  mkdirSync(folder);
  const words = `DATABASE_URL names a folder, ${folder}: name a file in it, such as sqlite:shop/vouch.db`;
  for (const command of [['serve'], ['keys', 'list']])
    expect(await refused(command, { DATABASE_URL: 'sqlite:shop' })).toBe(`vouch: ${words}\n`);
  // One that is not there yet as well: it would be a file of that name.
  expect(await refused(['migrate'], { DATABASE_URL: 'sqlite:later/' })).toContain('such as sqlite:later/vouch.db');
  expect(readdirSync(desk.folder)).toEqual(['shop']);
  expect(readdirSync(folder)).toEqual([]);

  const other = join(folder, 'notes.txt');
  writeFileSync(other, 'A shopping list, and long enough to be looked at as more than an empty file. '.repeat(20));
  for (const command of [['serve'], ['keys', 'list']])
    expect(await refused(command, { DATABASE_URL: 'sqlite:shop/notes.txt' })).toBe(
      `vouch: ${other} is not a store of Vouch (file is not a database): is DATABASE_URL right?\n`,
    );
});

test('simulators that are away, and a statement that is not there', async () => {
  const url = `http://127.0.0.1:${String(await freePort())}`;
  expect(await refused(['serve'], { VOUCH_SIMULATORS_URL: url })).toContain(
    `no simulators answer at ${url} (ECONNREFUSED): start them with \`vouch simulators\``,
  );
  expect((await desk.run(['keys', 'create'])).code).toBe(0);
  const statement = ['reconcile', '--provider', 'blu', '--statement', 'yesterday.csv'];
  expect(await refused(statement, {}, 2)).toBe('yesterday.csv cannot be read (ENOENT): there is no such file\n');
});

test('an account by a name that nobody has is made where that is said, and not by a slip', async () => {
  expect((await desk.run(['keys', 'create'])).code).toBe(0);
  const id = lastLine((await desk.run(['accounts', 'create', 'Corner Shop'])).out);
  const words = 'there is no account "Corner Shp" (there is "default", "Corner Shop")';
  expect(await refused(['keys', 'create', '--account', 'Corner Shp'])).toBe(`vouch: ${words}: --create makes it\n`);
  const user = ['users', 'create', '--email', 'a@example.com', '--account', 'Corner Shp'];
  expect(await refused(user)).toBe(`vouch: ${words}: --create makes it\n`);
  for (const command of ['keys', 'terminals'])
    expect(await refused([command, 'list', '--account', 'Corner Shp'])).toContain(words);
  expect(await refused(['accounts', 'create', 'Corner Shop'])).toContain(`"Corner Shop" already: ${id}`);
  expect((await desk.run(['keys', 'create', '--account', 'Corner Shop'])).code).toBe(0);
  expect((await desk.run(['keys', 'create', '--account', 'Kiosk', '--create'])).code).toBe(0);
  const listed = (await desk.run(['accounts', 'list'])).out;
  expect(listed.split('\n').map((line) => line.replace(/^acc_\w+ +| \d{4}-\S+/g, '').replace(/ +/g, ' '))).toEqual([
    'ID NAME MADE KEYS',
    'default 1',
    'Corner Shop 1',
    'Kiosk 1',
    '',
  ]);
});

test('without any account yet, the first key needs no name; afterwards the default is a name like any other', async () => {
  expect((await desk.run(['accounts', 'create', 'Shop'])).code).toBe(0);
  expect(await refused(['keys', 'create'])).toContain('there is no account "default" (there is "Shop")');
});

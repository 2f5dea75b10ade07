// Which engine a URL opens, and what is said about a URL that opens none.
import { openStore } from '../../src/store/open';

it('chooses the engine by the scheme', async () => {
  expect((await openStore('sqlite:./data/vouch.db')).engine).toBe('sqlite');
  expect((await openStore('mongodb://localhost/vouch')).engine).toBe('mongodb');
  expect((await openStore('mongodb+srv://cluster.example.com/vouch')).engine).toBe('mongodb');
});

it('refuses any other URL, without repeating it, and any use before it is open', async () => {
  await expect(openStore('postgres://user:secret@host/db')).rejects.toThrow('not with postgres:');
  await expect(openStore('postgres://user:secret@host/db')).rejects.not.toThrow('secret');
  await expect(openStore('vouch.db')).rejects.toThrow('must start with sqlite:, mongodb:// or mongodb+srv://');
  await expect(openStore('sqlite:')).rejects.toThrow('must name a file');
  const closed = await openStore('sqlite:vouch.db');
  expect(() => closed.redemptions).toThrow('not open');
});

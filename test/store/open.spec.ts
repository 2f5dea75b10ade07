// Which engine a URL opens, and what is said about a URL that opens none.
import { openStore } from '../../src/store/open';

it('chooses the engine by the scheme', () => {
  expect(openStore('sqlite:./data/vouch.db').engine).toBe('sqlite');
  expect(openStore('mongodb://localhost/vouch').engine).toBe('mongodb');
  expect(openStore('mongodb+srv://cluster.example.com/vouch').engine).toBe('mongodb');
});

it('refuses any other URL, without repeating it, and any use before it is open', () => {
  expect(() => openStore('postgres://user:secret@host/db')).toThrow('not with postgres:');
  expect(() => openStore('postgres://user:secret@host/db')).not.toThrow('secret');
  expect(() => openStore('vouch.db')).toThrow('must start with sqlite:, mongodb:// or mongodb+srv://');
  expect(() => openStore('sqlite:')).toThrow('must name a file');
  expect(() => openStore('sqlite:vouch.db').redemptions).toThrow('not open');
});

// How long a password may be, and what it costs to find that out.
import { readChoice, readSignIn, readStepUp } from '../../src/api/console/read-request';

const faultsOf = (read: () => unknown): unknown => {
  try {
    read();
    return [];
  } catch (error) {
    return (error as { options: { errors: { param: string; code: string }[] } }).options.errors.map(
      ({ param, code }) => `${param} ${code}`,
    );
  }
};
const choose = (password: string) => faultsOf(() => readChoice({ new_password: password }));

test('counts characters as people do, in whatever form they come', () => {
  expect(choose('é'.repeat(11))).not.toEqual([]);
  expect(choose('e\u0301'.repeat(11))).not.toEqual([]);
  for (const character of ['a', 'é', 'e\u0301', '😀', 'ﷺ'.slice(0, 1), 'q\u0323\u0307'.normalize('NFC')])
    expect([character, choose(character.repeat(12))]).toEqual([character, []]);
  expect([choose('a'.repeat(256)), choose('😀'.repeat(256)), choose('e\u0301'.repeat(256))]).toEqual([[], [], []]);
  expect(choose('a'.repeat(257))).not.toEqual([]);
});

test('refuses one that nobody has typed before its marks are composed, which costs the square of their number', () => {
  const marks = 'a' + '\u0315\u0300\u0323\u0321\u1DCE\u0345'.repeat(10_000);
  const normalize = jest.spyOn(String.prototype, 'normalize');
  expect(choose(marks)).not.toEqual([]);
  expect(faultsOf(() => readSignIn({ email: 'a@b.example', password: marks }))).not.toEqual([]);
  expect(faultsOf(() => readStepUp({ password: marks }))).not.toEqual([]);
  expect(normalize.mock.contexts.filter((text) => String(text).length > 2_000)).toEqual([]);
  normalize.mockRestore();
});

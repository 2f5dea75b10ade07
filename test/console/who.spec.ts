// Whom ids stand for on the page. Nothing of it is asked of a server here.
import { actorName, personName, type People } from '../../web/console/language/who';

const people: People = new Map(
  [
    { id: 'usr_1', email: 'thandi@shop.example', enabled: true },
    { id: 'usr_2', email: 'sipho@shop.example', enabled: false },
  ].map((person) => [person.id, person]),
);

it('names people by e-mail, says who is here no more, and leaves an id that nobody has as it is', () => {
  expect(['usr_1', 'usr_2', 'usr_3'].map((id) => personName(id, people))).toEqual([
    'thandi@shop.example',
    'sipho@shop.example (disabled)',
    'usr_3',
  ]);
});

it('says of anything else what it is: a till by the number that the shop gave it', () => {
  const name = (kind: string, id: string, till?: string | null) => actorName({ kind, id }, people, till);
  expect(name('user', 'usr_1')).toBe('thandi@shop.example');
  expect(name('user', 'usr_3')).toBe('a person (usr_3)');
  expect(name('api_key', 'key_1', 'T12')).toBe('a program (key_1)');
  expect([name('terminal', 'trm_1', 'T12'), name('terminal', 'trm_1', null)]).toEqual([
    'a till (T12)',
    'a till (trm_1)',
  ]);
  expect(name('system', 'upkeep')).toBe('Vouch itself');
  expect(name('something_new', 'x_1')).toBe('something_new (x_1)');
});

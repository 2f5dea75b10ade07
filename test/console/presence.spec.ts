// When a session ends, as far as the page can know.
import type { Session } from '../../web/console/api/documents';
import { presenceOf, stateOf, used, WARN_MS } from '../../web/console/session/presence';

const MINUTE = 60_000;
const NOW = Date.parse('2026-11-26T12:00:00Z');
const session = (idleMinutes: number, hours: number): Session =>
  ({
    idle_ends_at: new Date(NOW + idleMinutes * MINUTE).toISOString(),
    ends_at: new Date(NOW + hours * 60 * MINUTE).toISOString(),
  }) as Session;

it('H3 warns two minutes before a session is idle for too long, and says that one can stay', () => {
  const presence = presenceOf(session(30, 12), NOW, null);
  expect(stateOf(presence, NOW + 28 * MINUTE - 1)).toEqual({ kind: 'here' });
  expect(stateOf(presence, NOW + 28 * MINUTE)).toEqual({ kind: 'ending', leftMs: WARN_MS, canStay: true });
  expect(stateOf(presence, NOW + 30 * MINUTE)).toEqual({ kind: 'over' });
});

it('starts the time anew with each call, and never shortens it', () => {
  const presence = used(presenceOf(session(30, 12), NOW, null), NOW + 20 * MINUTE);
  expect(stateOf(presence, NOW + 45 * MINUTE)).toEqual({ kind: 'here' });
  expect(stateOf(presence, NOW + 50 * MINUTE)).toEqual({ kind: 'over' });
});

it('remembers how long it may be idle, though the server writes down only once a minute that somebody was here', () => {
  const first = presenceOf(session(30, 12), NOW, null);
  const later = presenceOf(session(29.5, 12), NOW, first);
  expect(later.idleMs).toBe(30 * MINUTE);
  // What the server says of the end counts all the same.
  expect(stateOf(later, NOW + 29.5 * MINUTE)).toEqual({ kind: 'over' });
});

it('says that nobody can stay for longer than the longest time', () => {
  const presence = used(presenceOf(session(30, 1), NOW, null), NOW + 50 * MINUTE);
  expect(stateOf(presence, NOW + 59 * MINUTE)).toEqual({ kind: 'ending', leftMs: MINUTE, canStay: false });
  expect(stateOf(presence, NOW + 60 * MINUTE)).toEqual({ kind: 'over' });
});

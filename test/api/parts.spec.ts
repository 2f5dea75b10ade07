// The small parts of the API that can be told from their text alone: versions, cursors, ids, canonical JSON, times.
import { etagOf, parseIfMatch } from '../../src/api/request/etag';
import { decodeCursor, encodeCursor, pageOf } from '../../src/api/lists/pagination';
import { randomHex } from '../../src/system/random-pool';
import { canonicalJson } from '../../src/api/idempotency/canonical-json';
import { toOpenApi31 } from '../../src/api/openapi/to-openapi-31';
import { isBlank, isText } from '../../src/api/input/text';
import { sayingOf } from '../../src/api/input/told';
import { parseTime } from '../../src/api/input/validation-rules';
import { isoTime } from '../../src/core/values/time';

it.each([
  ['"3"', 3],
  ['3', 3],
  [' "12" ', 12],
  ['W/"3"', 3],
  ['*', undefined],
  [undefined, undefined],
])('reads If-Match %s as %s', (header, version) => {
  expect(parseIfMatch(header)).toEqual({ version });
});

it.each(['', '"', '"3', '3"', '"0"', '0', '-1', '"x"', '"3", "4"', 'w/"3"', '"3.0"', '99999999999'])(
  'finds If-Match %s malformed',
  (header) => {
    expect(parseIfMatch(header)).toEqual({ malformed: true });
  },
);

it('reads its own ETag', () => {
  expect(parseIfMatch(etagOf(7))).toEqual({ version: 7 });
});

describe('a cursor', () => {
  const position = { createdAt: 1_790_000_000_123, id: 'rdm_6740aa51c2f9d1e0b7a3c455' };
  const cursor = encodeCursor('redemptions', position);

  it('leads back to its row, in its own kind of list only', () => {
    expect(cursor).toMatch(/^[A-Za-z0-9_-]+$/);
    expect(decodeCursor('redemptions', cursor)).toEqual(position);
    expect(decodeCursor('events', cursor)).toBeNull();
  });

  it('is refused when a single character is lost or changed', () => {
    for (let index = 0; index < cursor.length; index += 1) {
      const changed = cursor[index] === 'A' ? 'B' : 'A';
      expect(decodeCursor('redemptions', cursor.slice(0, index) + cursor.slice(index + 1))).toBeNull();
      expect(decodeCursor('redemptions', cursor.slice(0, index) + changed + cursor.slice(index + 1))).toBeNull();
    }
    expect(decodeCursor('redemptions', '')).toBeNull();
  });

  it('is there exactly when there is more', () => {
    const rows = [3, 2, 1].map((createdAt) => ({ createdAt, id: position.id }));
    const page = pageOf('redemptions', rows, 2, (row) => row.createdAt);
    expect(page).toMatchObject({ object: 'list', data: [3, 2], has_more: true });
    expect(decodeCursor('redemptions', page.next_cursor ?? '')).toEqual(rows[1]);
    expect(pageOf('redemptions', rows, 3, (row) => row.createdAt)).toMatchObject({
      has_more: false,
      next_cursor: null,
    });
    expect(pageOf('redemptions', [], 3, () => 0)).toEqual({
      object: 'list',
      data: [],
      has_more: false,
      next_cursor: null,
    });
  });
});

it('writes the same text for the same request', () => {
  expect(canonicalJson({ b: [{ y: 1, x: null }], a: 'ä' })).toBe(canonicalJson({ a: 'ä', b: [{ x: null, y: 1 }] }));
  expect(canonicalJson([1, 2])).not.toBe(canonicalJson([2, 1]));
  expect(canonicalJson({ a: 1 })).not.toBe(canonicalJson({ a: '1' }));
});

it.each([
  ['2026-01-31T00:00:00Z', Date.UTC(2026, 0, 31)],
  ['2026-01-31T02:00:00+02:00', Date.UTC(2026, 0, 31)],
  ['2026-01-31T02:00:00 02:00', Date.UTC(2026, 0, 31)],
  ['2026-01-31t00:00:00.5z', Date.UTC(2026, 0, 31) + 500],
  ['2028-02-29T00:00:00Z', Date.UTC(2028, 1, 29)],
  ['2026-02-29T00:00:00Z', undefined],
  ['2026-01-31T00:00:00', undefined],
  ['2026-01-31', undefined],
  ['2026-13-01T00:00:00Z', undefined],
  ['31.01.2026', undefined],
])('reads the time %s', (text, instant) => {
  expect(parseTime(text)).toBe(instant);
});

it('counts characters as people do, and refuses what cannot be stored or shown', () => {
  expect(isText('😀😀', 1, 2)).toBe(true);
  expect(isText('😀😀😀', 1, 2)).toBe(false);
  expect(isText('line\n\ttwo', 1, 20)).toBe(true);
  for (const text of ['\u0000', 'a\u0007', '\ud800']) expect(isText(text, 1, 20)).toBe(false);
});

it('says null the way JSON Schema does', () => {
  const schemas = {
    A: { type: 'object', properties: { a: { type: 'string', enum: ['x'], nullable: true, example: 'x' } } },
    B: { type: 'object', properties: { nullable: { allOf: [{ $ref: '#/components/schemas/A' }], nullable: true } } },
  };
  const document = { openapi: '3.0.0', info: { title: 't', version: '1' }, paths: {}, components: { schemas } };
  const { openapi, components } = toOpenApi31(document);
  expect(openapi).toBe('3.1.0');
  expect(components?.schemas).toEqual({
    A: { type: 'object', properties: { a: { type: ['string', 'null'], enum: ['x', null], examples: ['x'] } } },
    B: { type: 'object', properties: { nullable: { anyOf: [{ $ref: '#/components/schemas/A' }, { type: 'null' }] } } },
  });
});

it('draws random ids from a pool, none of them twice', () => {
  // Several pools' worth, of lengths that do not divide them.
  const ids = Array.from({ length: 2000 }, (_, index) => randomHex(12 + (index % 3)));
  expect(ids.every((id, index) => /^[0-9a-f]+$/.test(id) && id.length === 2 * (12 + (index % 3)))).toBe(true);
  expect(new Set(ids.map((id) => id.slice(0, 24))).size).toBe(ids.length);
});

it('writes instants as dates do, in any order', () => {
  const day = 86_400_000;
  const instants = [0, 999, 1000, 1001, 7, -1, -1000, -1001, 1_790_000_000_123, 1_790_000_000_999, 1_790_000_001_000];
  for (const instant of [...instants, 8_640_000_000_000_000, -day * 366 * 2000]) {
    expect(isoTime(instant)).toBe(new Date(instant).toISOString());
  }
  expect(() => isoTime(NaN)).toThrow(RangeError);
});

it('takes no text in which nothing can be seen for one that says something, and the description says the same', () => {
  const says = new RegExp(sayingOf(10).pattern);
  for (const text of [' ', '\t\n', '\u200b', '\u3000', '\u2800', '\u3164 \ufe0f', '\u2060\ufeff', '\ufffc']) {
    expect([text, isBlank(text)]).toEqual([text, true]);
    expect([text, says.test(text)]).toEqual([text, false]);
  }
  for (const text of ['a', ' . ', '\u200b–', '😀', 'ክ']) {
    expect([text, isBlank(text)]).toEqual([text, false]);
    expect([text, says.test(text)]).toEqual([text, true]);
  }
});

// What may be written to the log: headers that carry keys are censored wherever they turn up, and a request line has no room for one.
import { createLogger, requestLog } from '../../src/observability/logging';

const lines: string[] = [];
const logger = createLogger('info', { write: (line) => lines.push(line) });

beforeEach(() => {
  lines.length = 0;
});

it('censors headers that carry keys, on their own and within another object', () => {
  const headers = { authorization: 'Bearer sk_live1', 'x-api-key': 'sk_live2', cookie: 'sk_live3', accept: '*/*' };
  logger.info({ headers, request: { headers }, reply: headers, ...headers }, 'free form');
  logger.warn({ req: { headers }, err: Object.assign(new Error('no'), { config: { headers } }) }, 'a failure');

  expect(lines.join('')).not.toContain('sk_live');
  const [first, second] = lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  expect(first).toMatchObject({ level: 'info', msg: 'free form', headers: { cookie: '***', accept: '*/*' } });
  expect(second).toMatchObject({ level: 'warn', err: { message: 'no' } });
  expect(second).not.toHaveProperty('req');
});

it('writes a request line of its own fields only, in the form of every other line', () => {
  const line = { request_id: 'a"b', method: 'GET', route: null, status: 200, duration_ms: 1.5, key_id: undefined };
  requestLog(logger)(line);
  logger.info(line, 'request');

  const [quick, plain] = lines.map((text) => JSON.parse(text) as Record<string, unknown>);
  const { key_id: absent, ...written } = line;
  expect(absent).toBeUndefined();
  expect(quick).toEqual({ level: 'info', time: expect.any(String) as string, ...written, msg: 'request' });
  expect(Object.keys(quick ?? {})).toEqual(Object.keys(plain ?? {}));
  const time = String(quick?.['time']);
  expect(new Date(time).toISOString()).toBe(time);
});

it('writes no request line below its level', () => {
  requestLog(createLogger('warn', { write: (line) => lines.push(line) }))({
    request_id: 'a',
    method: 'GET',
    route: '/',
    status: 200,
    duration_ms: 1,
    key_id: undefined,
  });
  expect(lines).toEqual([]);
});

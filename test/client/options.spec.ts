// What a caller hands in: a credential, an axios with interceptors of its own.
import axios from 'axios';
import nock from 'nock';
import { inspect } from 'node:util';
import * as client from 'vouch-client';
import { createVouch, type VouchOptions } from 'vouch-client';
import { JSON_TYPE, KEY, PAID, PIN, PROBLEM_TYPE, REQUEST, URL, errorOf, problem, tellNetwork } from './told';

const told = tellNetwork();
const create = (options: client.WaitOptions = {}, vouch = told().vouch()) => vouch.redemptions.create(REQUEST, options);

it('a client that is printed shows no key', () => {
  expect(inspect(told().vouch(), { depth: 9, showHidden: true })).not.toContain(KEY);
});

it('an interceptor that reads answers or makes errors of statuses changes nothing', async () => {
  const http = axios.create();
  http.interceptors.response.use((response) => {
    const read = { ...response, data: JSON.parse(String(response.data)) as unknown };
    if (response.status >= 400) throw Object.assign(new axios.AxiosError(PIN), { response: read });
    return read;
  });
  told()
    .post()
    .reply(409, problem('voucher_in_use', 409, { detail: PIN }), PROBLEM_TYPE);
  expect(await errorOf(create({}, told().vouch({ axios: http })))).toBeInstanceOf(client.VoucherInUse);
  told().post().reply(201, PAID, JSON_TYPE);
  expect(await create({}, told().vouch({ axios: http }))).toEqual(PAID);
});

it('uses the axios of the caller, and a session sends no key', async () => {
  const http = axios.create({ headers: { 'x-shop': '7' } });
  nock(URL, { reqheaders: { 'x-shop': '7', 'vouch-till': '1' }, badheaders: ['authorization'] })
    .get('/v1/redemptions/types')
    .reply(200, { data: [], has_more: false, next_cursor: null }, JSON_TYPE);
  const vouch = createVouch({ baseUrl: `${URL}/`, session: 'till', axios: http });
  expect((await vouch.redemptions.types()).data).toEqual([]);
});

it('the page of the console says who asks, and which mode and whose session it means', async () => {
  const reqheaders = { 'vouch-console': '1', 'vouch-mode': 'live', 'vouch-user': 'usr_1' };
  nock(URL, { reqheaders, badheaders: ['authorization', 'vouch-till'] })
    .get('/v1/redemptions/types')
    .reply(200, { data: [], has_more: false, next_cursor: null }, JSON_TYPE);
  const vouch = createVouch({ baseUrl: URL, session: 'console', mode: 'live', user: 'usr_1' });
  expect((await vouch.redemptions.types()).data).toEqual([]);
});

it.each([
  [{ baseUrl: URL, apiKey: KEY, mode: 'live' }],
  [{ baseUrl: URL, session: 'till', mode: 'live' }],
  [{ baseUrl: URL, session: 'till', user: 'usr_1' }],
  [{ baseUrl: URL, apiKey: KEY, user: 'usr_1' }],
  [{ baseUrl: 'vouch.test', apiKey: KEY }],
  [{ baseUrl: `${URL}?a=1`, apiKey: KEY }],
  [{ baseUrl: URL }],
  [{ baseUrl: URL, apiKey: KEY, session: 'till' }],
  [{ baseUrl: URL, apiKey: 'two words' }],
])('refuses options that cannot be: %j', (options) => {
  expect(() => createVouch(options as VouchOptions)).toThrow(TypeError);
});

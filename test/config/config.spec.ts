// Configuration: what applies where nothing is set, every fault at once, and files that are made from the tables.
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PROVIDERS } from '../../adapters';
import { errorsDoc } from '../../src/api/problems/errors-doc';
import { ConfigFaults, readConfig } from '../../src/config';
import { envExample } from '../../src/config/env-example';
import { keyRingOf } from '../../src/sealing/key-file';
import { REFUSALS } from '../../src/core/values/refusal';
import { DECLINE_CODES, NOT_SENT_CODES } from '../../src/core/providers/outcome';
import { PROBLEMS, type ProblemCode } from '../../src/api/problems/problem-table';
import { DEFAULT_SCHEDULE } from '../../src/core/redemption/schedule';

const KEY = Buffer.alloc(32, 7).toString('base64');
const LIVE_BLU = { BLU_API_KEY: 'a', BLU_USERNAME: 'b', BLU_PASSWORD: 'c' };
const SELLING_BLU = {
  BLU_SELLING_API_KEY: 'd',
  BLU_SELLING_USERNAME: 'e',
  BLU_SELLING_PASSWORD: 'f',
  BLU_PRODUCT_ID: 'g',
};

function faultsOf(env: Record<string, string>): Record<string, string> {
  try {
    readConfig(env);
  } catch (error) {
    if (error instanceof ConfigFaults) {
      return Object.fromEntries(error.faults.map(({ env: name, problem }) => [name, problem]));
    }
    throw error;
  }
  return {};
}

test('an empty environment is a working test installation', () => {
  const config = readConfig({});
  expect(config).toMatchObject({
    databaseUrl: 'sqlite:./data/vouch.db',
    host: '127.0.0.1',
    port: 3000,
    secretKeys: null,
    rateLimitPerMinute: 6000,
    schedule: DEFAULT_SCHEDULE,
    resolver: { enabled: true, everyMs: 1000, concurrency: 8 },
    providers: { test: { blu: {} }, live: { one_voucher: null, ott: null, blu: null } },
  });
  expect(Object.isFrozen(config)).toBe(true);
  // A variable that is set to nothing counts as not set: that is how shells and containers leave them.
  expect(readConfig({ PORT: '', VOUCH_SECRET_KEY: ' ' })).toEqual(config);
});

test('from which amounts on a person needs a second one: in live mode, unless somebody says otherwise', () => {
  const none = { above: null, abovePerDay: null };
  expect(readConfig({}).approval).toEqual({ live: { above: 50_000, abovePerDay: 200_000 }, test: none });
  const [above, perDay] = ['VOUCH_APPROVAL_ABOVE', 'VOUCH_APPROVAL_ABOVE_PER_DAY'];
  const always = { above: 0, abovePerDay: null };
  expect(readConfig({ [above]: '0', [perDay]: 'OFF' }).approval).toEqual({ live: always, test: always });
  expect(readConfig({ [above]: 'off' }).approval.live).toEqual({ above: null, abovePerDay: 200_000 });
  for (const bad of ['-1', '10.50', 'R500', 'never'])
    expect([bad, faultsOf({ [above]: bad })[above]]).toEqual([bad, 'must be an amount in whole cents, or off']);
});

test('a duration is no longer than a timer takes or a date', () => {
  const told = { VOUCH_RESOLVER_EVERY: '30d', VOUCH_GRACE: '2h', VOUCH_RESERVATION_FOR: '999999999d' };
  const [every, grace, date] = ['1d', '1h', '3650d'].map((most) => `must be no more than ${most}`);
  expect(faultsOf(told)).toMatchObject({
    VOUCH_RESOLVER_EVERY: every,
    VOUCH_GRACE: grace,
    VOUCH_RESERVATION_FOR: date,
  });
  expect(faultsOf({ BLU_TIMEOUT_MS: '30d' })).toMatchObject({ BLU_TIMEOUT_MS: 'must be no more than 24d' });
});

test('nobody sets the audit log to forget within the month', () => {
  expect(faultsOf({ VOUCH_AUDIT_FOR: '1ms' })).toEqual({ VOUCH_AUDIT_FOR: 'must be no less than 30d' });
  expect(readConfig({ VOUCH_AUDIT_FOR: '30d' }).auditMs).toBe(30 * 86_400_000);
});

test('a public address is one that browsers write, and none of our own', () => {
  for (const [given, read] of [
    ['https://pay.example.com', 'https://pay.example.com'],
    ['https://pay.example.com/', 'https://pay.example.com'],
    ['https://pay.example.com/vouch/', 'https://pay.example.com/vouch'],
    ['http://10.0.0.1:8080/a/b-c', 'http://10.0.0.1:8080/a/b-c'],
  ] as const)
    expect(readConfig({ VOUCH_PUBLIC_URL: given }).publicUrl).toBe(read);
  for (const bad of [
    'pay.example.com',
    '/vouch',
    'ftp://x',
    'https://x/?a',
    'https://x/a%20b',
    'https://x/a b',
    'HTTPS://X/a',
  ])
    expect([bad, Object.keys(faultsOf({ VOUCH_PUBLIC_URL: bad }))]).toEqual([bad, ['VOUCH_PUBLIC_URL']]);
  for (const own of ['v1', 'v1/x', 'docs', 'health/', 'problems', 'collect', 'console'])
    expect(faultsOf({ VOUCH_PUBLIC_URL: `https://x.example/${own}` })['VOUCH_PUBLIC_URL']).toContain('another path');
  expect(readConfig({}).publicUrl).toBeNull();
  expect(faultsOf({ VOUCH_MAX_CONNECTIONS: '0' })).toHaveProperty('VOUCH_MAX_CONNECTIONS');
});

test('values are read in their units', () => {
  const config = readConfig({
    PORT: '0',
    VOUCH_ASK_AFTER: '500ms, 1s,2m',
    VOUCH_GIVE_UP_AFTER: '6h',
    VOUCH_RESERVATION_FOR: '20s',
    VOUCH_SECRET_KEY: `${KEY},${KEY}`,
    VOUCH_RESOLVER: 'off',
    BLU_TIMEOUT_MS: '250',
    BLU_SETTLING_MS: '3s',
    ...LIVE_BLU,
  });
  expect(config.port).toBe(0);
  expect(config.schedule).toMatchObject({
    ladderMs: [500, 1000, 120_000],
    giveUpAfterMs: 21_600_000,
    reservationMs: 20_000,
  });
  expect(config.resolver.enabled).toBe(false);
  // Test mode takes over how long to wait, and never an address or a credential.
  expect(config.providers.test['blu']).toEqual({ timeoutMs: 250, settlingMs: 3000 });
  expect(config.providers.live['blu']).toMatchObject({
    apiKey: 'a',
    timeoutMs: 250,
    baseUrl: expect.stringMatching(/^https:/) as string,
  });
  expect(config.providers.live['ott']).toBeNull();
});

test('every fault is told at once, each with its variable, none with a secret', () => {
  const env = {
    DATABASE_URL: 'postgres://user:hunter2@db/vouch',
    PORT: '70000',
    LOG_LEVEL: 'loud',
    VOUCH_SECRET_KEY: 'hunter2',
    VOUCH_ASK_AFTER: '5s,soon',
    VOUCH_RATE_LIMITS: '5',
    VOUCH_WHATEVER: '1',
    OTT_TIMEOUT_MS: '-5',
    OTT_USERNAME: 'hunter2',
    ONE_VOUCHER_BASE_URL: 'ftp://example.com',
  };
  const faults = faultsOf(env);
  expect(Object.keys(faults).sort()).toEqual(
    [
      'DATABASE_URL',
      'LOG_LEVEL',
      'ONE_VOUCHER_BASE_URL',
      'OTT_API_KEY',
      'OTT_PASSWORD',
      'OTT_TIMEOUT_MS',
      'OTT_VENDOR_ID',
      'PORT',
      'VOUCH_ASK_AFTER',
      'VOUCH_RATE_LIMITS',
      'VOUCH_SECRET_KEY',
    ].sort(),
  );
  expect(faults['VOUCH_RATE_LIMITS']).toContain('did you mean VOUCH_RATE_LIMIT?');
  expect(JSON.stringify(faults)).not.toContain('hunter2');
});

test('near misses of a setting are refused; other programs’ names that begin with VOUCH_ are told apart', () => {
  const slips = [
    'VOUCH_RATE_LIMITS',
    'VOUCH_RATELIMIT',
    'VOUCH_SECRETKEY',
    'VOUCH_ASK_AFTR',
    'VOUCH_RESERVATION',
    'VOUCH_DATABASE',
    'VOUCH_OTT_TIMEOUT_MS',
    'VOUCH_PORT',
    'VOUCH_HOST',
  ];
  const faults = faultsOf(Object.fromEntries([...slips, 'VOUCH_DATABASE_URL'].map((name) => [name, '1'])));
  expect(Object.keys(faults).sort()).toEqual([...slips, 'VOUCH_DATABASE_URL'].sort());
  expect(faults['VOUCH_PORT']).toContain('did you mean PORT?');
  // For a Service named `vouch`, as the Kubernetes documentation lists them ("Environment variables").
  const kubernetes = {
    VOUCH_SERVICE_HOST: '10.0.0.11',
    VOUCH_SERVICE_PORT: '3000',
    VOUCH_SERVICE_PORT_HTTP: '3000',
    VOUCH_PORT: 'tcp://10.0.0.11:3000',
    VOUCH_PORT_3000_TCP: 'tcp://10.0.0.11:3000',
    VOUCH_PORT_3000_TCP_PROTO: 'tcp',
    VOUCH_PORT_3000_TCP_PORT: '3000',
    VOUCH_PORT_3000_TCP_ADDR: '10.0.0.11',
    // Of Services named `vouch-resolver` and `vouch-metrics`.
    VOUCH_RESOLVER_SERVICE_HOST: '10.0.0.12',
    VOUCH_METRICS_PORT: 'tcp://10.0.0.13:9464',
  };
  expect(readConfig({ ...kubernetes, VOUCH_WHATEVER: '1' }).unknownVariables).toEqual(
    [...Object.keys(kubernetes), 'VOUCH_WHATEVER'].sort(),
  );
  // What the README has its reader export.
  expect(readConfig({ VOUCH_KEY: 'sk_test_x', VOUCH_URL: 'http://127.0.0.1:3000' }).unknownVariables).toEqual([]);
});

test('a key of one’s own is needed where money or several processes are', () => {
  expect(faultsOf({ DATABASE_URL: 'mongodb://db/vouch' })).toHaveProperty('VOUCH_SECRET_KEY');
  expect(faultsOf(LIVE_BLU)).toHaveProperty('VOUCH_SECRET_KEY');
  expect(faultsOf({ ...LIVE_BLU, VOUCH_SECRET_KEY: KEY })).toEqual({});
});

test('the metrics have a port of their own, or none', () => {
  const fault = { VOUCH_METRICS_PORT: expect.stringContaining('is the same port as PORT') as string };
  expect(faultsOf({ PORT: '4000', VOUCH_METRICS_PORT: '4000' })).toEqual(fault);
  expect(faultsOf({ VOUCH_METRICS_PORT: '3000' })).toEqual(fault);
  // 0 picks two free ones, and of two mistyped numbers each is a fault of its own.
  expect(faultsOf({ PORT: '0', VOUCH_METRICS_PORT: '0' })).toEqual({});
  expect(faultsOf({ PORT: 'x', VOUCH_METRICS_PORT: 'x' })['VOUCH_METRICS_PORT']).toContain('must be');
});

test('metrics that others can reach have a token', () => {
  const fault = { VOUCH_METRICS_TOKEN: 'is missing: VOUCH_METRICS_PORT is set, and HOST lets others reach it' };
  const token = { VOUCH_METRICS_TOKEN: 'a-token-for-the-collector' };
  for (const HOST of ['0.0.0.0', '::', '10.0.0.7', 'vouch.example.com']) {
    expect(faultsOf({ HOST, VOUCH_METRICS_PORT: '9090' })).toEqual(fault);
    expect(faultsOf({ HOST, VOUCH_METRICS_PORT: '9090', ...token })).toEqual({});
    expect(faultsOf({ HOST })).toEqual({});
  }
  // A token that cannot be used is not missing as well.
  expect(Object.values(faultsOf({ HOST: '::', VOUCH_METRICS_PORT: '9090', VOUCH_METRICS_TOKEN: 'x' }))).toHaveLength(1);
  for (const HOST of ['127.0.0.1', '::1', 'localhost'])
    expect(faultsOf({ HOST, VOUCH_METRICS_PORT: '9090' })).toEqual({});
});

test('the settings of the Kubernetes files have no fault once the secrets are filled in', () => {
  const read = (file: string) => readFileSync(join(__dirname, '../../deploy/kubernetes', file), 'utf8');
  const settings = read('kustomization.yaml').matchAll(/^ +- ([A-Z_]+)=(.+)$/gm);
  const secrets = read('secrets.env.example').matchAll(/^([A-Z_]+)=(.*)$/gm);
  const env = [...settings, ...secrets].map(([, name = '', value = '']) => [name, value === '' ? KEY : value]);
  expect(readConfig(Object.fromEntries(env) as Record<string, string>)).toMatchObject({
    host: '0.0.0.0',
    metrics: { port: 9090, token: KEY },
  });
});

test('the key file is made once, for nobody else to read, and never replaced', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-key-'));
  try {
    const dataDir = join(folder, 'data');
    expect(keyRingOf(KEY, dataDir)).toBe(KEY);
    expect(existsSync(dataDir)).toBe(false);
    const made = keyRingOf(null, dataDir);
    expect(Buffer.from(made, 'base64')).toHaveLength(32);
    expect(keyRingOf(null, dataDir)).toBe(made);
    expect(statSync(join(dataDir, 'secret.key')).mode & 0o777).toBe(0o600);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('.env.example and docs/errors.md say what the tables say', () => {
  const read = (file: string) => readFileSync(join(__dirname, '../..', file), 'utf8');
  expect(read('.env.example')).toBe(envExample(PROVIDERS));
  expect(read('docs/errors.md')).toBe(errorsDoc());
  // Nothing that the core can refuse with is without an explanation, or explained with another status.
  for (const [code, status] of Object.entries(REFUSALS)) expect(PROBLEMS[code as ProblemCode].status).toBe(status);
  for (const code of [...DECLINE_CODES, ...NOT_SENT_CODES]) expect(PROBLEMS).toHaveProperty(code);
});

test('the keys may stand in a file that nobody else can read', () => {
  const folder = mkdtempSync(join(tmpdir(), 'vouch-keys-'));
  const file = join(folder, 'keys');
  const OTHER = Buffer.alloc(32, 8).toString('base64');
  const write = (text: string, mode = 0o600) => {
    rmSync(file, { force: true });
    writeFileSync(file, text);
    chmodSync(file, mode);
  };
  const read = (env: Record<string, string> = {}) => ({ VOUCH_SECRET_KEY_FILE: file, ...env });
  try {
    for (const [text, mode] of [
      [`${KEY},${OTHER}`, 0o600],
      [` ${KEY}, ${OTHER}\n`, 0o400],
      [`${KEY}\r\n${OTHER}\n`, 0o640],
      [`${KEY},\n${OTHER}`, 0o600],
    ] as const) {
      write(text, mode);
      expect(readConfig(read()).secretKeys).toBe(`${KEY},${OTHER}`);
    }
    write(`${KEY}\n`);
    // It is the key that MongoDB and live keys ask for.
    expect(readConfig(read({ DATABASE_URL: 'mongodb://localhost/vouch' })).secretKeys).toBe(KEY);
    expect(faultsOf(read({ VOUCH_SECRET_KEY: KEY }))).toEqual({
      VOUCH_SECRET_KEY_FILE: 'is set beside VOUCH_SECRET_KEY: only one of them may be',
    });
    // One that is there and wrong is not missing as well.
    expect(faultsOf({ DATABASE_URL: 'mongodb://localhost/vouch', VOUCH_SECRET_KEY: `${KEY},abc` })).toEqual({
      VOUCH_SECRET_KEY: expect.stringContaining('must be 32 random bytes') as string,
    });
    for (const mode of [0o644, 0o604, 0o620, 0o602, 0o666]) {
      write(KEY, mode);
      expect(faultsOf(read({ PORT: 'x' }))).toEqual({
        PORT: expect.any(String) as string,
        VOUCH_SECRET_KEY_FILE: expect.stringContaining('others may read or write') as string,
      });
    }
    write('hunter2');
    const wrong = faultsOf(read());
    expect(wrong['VOUCH_SECRET_KEY_FILE']).toContain('must be 32 random bytes in base64');
    expect(JSON.stringify(wrong)).not.toContain('hunter2');
    write('');
    expect(faultsOf(read())).toHaveProperty('VOUCH_SECRET_KEY_FILE');
    rmSync(file);
    expect(faultsOf(read())['VOUCH_SECRET_KEY_FILE']).toContain('cannot be read (ENOENT)');
    expect(faultsOf({ VOUCH_SECRET_KEY_FILE: folder })).toHaveProperty('VOUCH_SECRET_KEY_FILE');
  } finally {
    rmSync(folder, { recursive: true });
  }
});

describe('live mode', () => {
  const LIVE = { VOUCH_SECRET_KEY: KEY, ...LIVE_BLU };

  test('speaks TLS to providers, or to this machine', () => {
    for (const address of [
      'http://blu.example.com',
      'HTTP://10.0.0.1:8080/api',
      'http://127.0.0.1.example.com',
      'http://blu.localhost',
    ])
      expect(faultsOf({ ...LIVE, BLU_BASE_URL: address })).toEqual({
        BLU_BASE_URL: expect.stringContaining('must be https:// in live mode (blu') as string,
      });
    for (const address of ['https://blu.example.com', 'http://localhost:9', 'http://127.8.0.1', 'http://[::1]:80/api'])
      expect(faultsOf({ ...LIVE, BLU_BASE_URL: address })).toEqual({});
    // A provider that has no live credentials is asked nothing.
    expect(faultsOf({ BLU_BASE_URL: 'http://blu.example.com' })).toEqual({});
    expect(faultsOf({ ...LIVE, OTT_BASE_URL: 'http://ott.example.com' })).toEqual({});
  });

  test('is not switched to take any certificate, or to hand out the keys of its connections', () => {
    const faults = faultsOf({
      ...LIVE,
      BLU_BASE_URL: 'http://blu.example.com',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
      NODE_OPTIONS: '--max-old-space-size=512 --insecure-http-parser',
      PORT: 'x',
    });
    expect(Object.keys(faults).sort()).toEqual([
      'BLU_BASE_URL',
      'NODE_OPTIONS',
      'NODE_TLS_REJECT_UNAUTHORIZED',
      'PORT',
    ]);
    for (const option of ['--tls-min-v1.0', '--tls_min_v1.1', '--tls-keylog=/tmp/keys', '"--insecure-http-parser"'])
      expect(faultsOf({ ...LIVE, NODE_OPTIONS: `--enable-source-maps ${option}` })).toHaveProperty('NODE_OPTIONS');
    const harmless = {
      NODE_TLS_REJECT_UNAUTHORIZED: '1',
      NODE_EXTRA_CA_CERTS: '/ca.pem',
      NODE_OPTIONS: '--use-openssl-ca',
    };
    expect(faultsOf({ ...LIVE, ...harmless })).toEqual({});
    // In test mode there is nothing to lose.
    expect(faultsOf({ NODE_TLS_REJECT_UNAUTHORIZED: '0', NODE_OPTIONS: '--insecure-http-parser' })).toEqual({});
  });

  test('tells of everything at once also where a variable that it needs is missing', () => {
    const faults = faultsOf({
      OTT_USERNAME: 'u',
      OTT_BASE_URL: 'http://ott.example.com',
      OTT_TIMEOUT_MS: '-5',
      OTT_CODE_TABLE: 'hunter2',
      ...{
        OTT_ISSUING_USERNAME: 'u',
        OTT_ISSUING_PASSWORD: 'p',
        OTT_ISSUING_API_KEY: 'k',
        OTT_ISSUING_VENDOR_CODE: 'c',
      },
      OTT_ISSUING_CODE_TABLE: '{"7":"hunter"}',
      NODE_TLS_REJECT_UNAUTHORIZED: '0',
    });
    const missing = 'is missing: OTT_USERNAME is set, so it is needed too';
    expect(faults).toEqual({
      OTT_PASSWORD: missing,
      OTT_API_KEY: missing,
      OTT_VENDOR_ID: missing,
      OTT_BASE_URL: expect.stringContaining('must be https:// in live mode (ott') as string,
      OTT_TIMEOUT_MS: expect.stringContaining('must be a duration') as string,
      OTT_CODE_TABLE: 'is not JSON',
      OTT_ISSUING_CODE_TABLE: expect.stringContaining('the meaning of code 7 must be one of') as string,
      NODE_TLS_REJECT_UNAUTHORIZED: expect.stringContaining('must not be 0 in live mode') as string,
      VOUCH_SECRET_KEY: expect.stringContaining('it is needed in live mode (ott is set up for it)') as string,
    });
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  test('warns of what a provider can only do in part', () => {
    const ott = { OTT_USERNAME: 'u', OTT_PASSWORD: 'hunter2', OTT_API_KEY: 'k', OTT_VENDOR_ID: 'v' };
    const issuing = { OTT_ISSUING_USERNAME: 'u', OTT_ISSUING_PASSWORD: 'p', OTT_ISSUING_API_KEY: 'k' };
    const warned = (env: Record<string, string>) => readConfig({ VOUCH_SECRET_KEY: KEY, ...env }).warnings;
    expect(warned(LIVE_BLU)).toEqual([
      expect.stringMatching(/^BLU_SELLING_API_KEY, .*, BLU_PRODUCT_ID are not set: .* cannot be given back/),
    ]);
    const forgotten = warned(ott);
    expect(forgotten).toEqual([
      expect.stringMatching(/^OTT_CODE_TABLE is not set: /),
      expect.stringMatching(/^OTT_ISSUING_USERNAME, .*, OTT_ISSUING_VENDOR_CODE are not set: .* cannot be given back/),
    ]);
    expect(forgotten.join()).not.toContain('hunter2');
    expect(warned({ ...ott, ...issuing, OTT_CODE_TABLE: '{"5":"voucher_already_redeemed"}' })).toEqual([
      expect.stringMatching(/^OTT_CODE_TABLE gives no code the meaning no_record: /),
      expect.stringMatching(/^OTT_ISSUING_VENDOR_CODE is not set: /),
    ]);
    const whole = { ...issuing, OTT_ISSUING_VENDOR_CODE: 'c', OTT_CODE_TABLE: '{"9":"no_record"}' };
    expect(warned({ ...ott, ...whole, ...LIVE_BLU, ...SELLING_BLU })).toEqual([]);
    // Test keys alone: the simulators have everything.
    expect(warned({ OTT_ISSUING_USERNAME: 'u' })).toEqual([]);
    expect(faultsOf({ ...ott, ...LIVE_BLU })['VOUCH_SECRET_KEY']).toContain('(ott, blu are set up for it)');
  });

  test('warns of a MongoDB elsewhere without TLS, and repeats no password', () => {
    const warned = (url: string, env = {}) =>
      readConfig({ ...LIVE, ...SELLING_BLU, DATABASE_URL: url, ...env }).warnings;
    for (const url of [
      'mongodb://me:hunter2@db.example.com/vouch',
      'mongodb://127.0.0.1,10.0.0.7:27018/vouch?replicaSet=r',
      'mongodb://db/vouch?tls=false',
      'mongodb+srv://me:hunter2@db.example.com/vouch?ssl=false',
      'mongodb://me:p%40127.0.0.1@db/vouch',
    ]) {
      expect(warned(url)).toEqual([expect.stringContaining('without TLS')]);
      expect(warned(url).join()).not.toContain('hunter2');
    }
    expect(warned('mongodb://db/vouch?tls=true&tlsAllowInvalidCertificates=true')).toEqual([
      expect.stringContaining('tlsAllowInvalidCertificates'),
    ]);
    for (const url of [
      'mongodb://localhost:27017/vouch',
      'mongodb://127.0.0.1,[::1]:27018/vouch',
      'mongodb://%2Ftmp%2Fmongodb-27017.sock/vouch',
      'mongodb://me:hunter2@db.example.com/vouch?tls=true',
      'mongodb://db.example.com/vouch?SSL=true',
      'mongodb+srv://db.example.com/vouch',
      'sqlite:./data/vouch.db',
    ])
      expect(warned(url)).toEqual([]);
    const otel = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318',
      OTEL_EXPORTER_OTLP_HEADERS: 'authorization=x',
    };
    expect(warned('sqlite:./x.db', otel)).toEqual([expect.stringContaining('OTEL_EXPORTER_OTLP_HEADERS')]);
    expect(readConfig({ VOUCH_SECRET_KEY: KEY, DATABASE_URL: 'mongodb://db/vouch' }).warnings).toEqual([]);
  });
});

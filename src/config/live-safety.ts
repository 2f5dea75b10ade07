// What would let others read or change the traffic of live mode: refused where it carries vouchers and credentials of providers,
// a warning where the network around may make it good.
import type { ProviderDefinition } from '../../adapters/kit/define';
import type { ConfigFault } from './faults';
import type { ProviderConfig } from './provider-settings';
import { textOf, type Env } from './read-variables';

/** Options of Node.js that weaken TLS or the reading of HTTP for the whole process. */
const UNSAFE_NODE_OPTIONS = /^--(?:insecure-http-parser|tls-keylog|tls-min-v1\.[01])(?:=|$)/;
const TLS_OFF = /^(?:false|0|no|n|-1|f)$/;
/** Options of a MongoDB URL that take any certificate. */
const UNCHECKED = ['tlsInsecure', 'tlsAllowInvalidCertificates', 'tlsAllowInvalidHostnames', 'sslValidate'];

/** Whether a host name, as `URL` writes it, stays on this machine. A name below `localhost` may be asked of a name server. */
export function isLoopback(hostname: string): boolean {
  const name = hostname.replace(/\.$/, '').toLowerCase();
  return /^(?:localhost|127(?:\.\d{1,3}){3}|\[?::1\]?)$/.test(name);
}

/** Adds a fault for every address of a live provider that is not https, and for everything that takes the sense from https. */
export function noteUnsafe(
  env: Env,
  definitions: readonly ProviderDefinition[],
  { live }: ProviderConfig,
  faults: ConfigFault[],
): void {
  const liveOnes = definitions.filter(({ provider }) => live[provider]);
  for (const { provider, settings } of liveOnes) {
    for (const { env: name, key, kind } of settings) {
      const address = live[provider]?.[key];
      if (kind !== 'url' || typeof address !== 'string' || !isPlainElsewhere(address)) continue;
      const problem = `must be https:// in live mode (${provider} is set up for it): vouchers and credentials go there`;
      faults.push({ env: name, problem });
    }
  }
  if (liveOnes.length === 0) return;
  if (textOf(env, 'NODE_TLS_REJECT_UNAUTHORIZED') === '0') {
    const problem =
      'must not be 0 in live mode: anybody could pass for a provider (NODE_EXTRA_CA_CERTS adds a certificate)';
    faults.push({ env: 'NODE_TLS_REJECT_UNAUTHORIZED', problem });
  }
  const options = (textOf(env, 'NODE_OPTIONS') ?? '').split(/\s+/).map((word) => word.replace(/^["']|["']$/g, ''));
  for (const option of options.filter((word) => UNSAFE_NODE_OPTIONS.test(word.replaceAll('_', '-')))) {
    const problem = `must not have ${option.split('=', 1)[0] ?? ''} in live mode: it weakens every connection`;
    faults.push({ env: 'NODE_OPTIONS', problem });
  }
}

/** What an operator of live mode should know and may have made good elsewhere. Never repeats an address: it may hold a password. */
export function warningsOf(env: Env, databaseUrl: string): string[] {
  const headers = textOf(env, 'OTEL_EXPORTER_OTLP_TRACES_HEADERS') ?? textOf(env, 'OTEL_EXPORTER_OTLP_HEADERS');
  const endpoint = textOf(env, 'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT') ?? textOf(env, 'OTEL_EXPORTER_OTLP_ENDPOINT');
  return [
    ...mongoWarnings(databaseUrl),
    ...(headers !== undefined && endpoint !== undefined && isPlainElsewhere(endpoint)
      ? ['The OTEL_EXPORTER_OTLP_… endpoint is http://, so what OTEL_EXPORTER_OTLP_HEADERS holds travels in clear']
      : []),
  ];
}

function isPlainElsewhere(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null;
  return url?.protocol === 'http:' && !isLoopback(url.hostname);
}

function mongoWarnings(databaseUrl: string): string[] {
  const [, srv, rest = ''] = /^mongodb(\+srv)?:\/\/(.*)$/.exec(databaseUrl) ?? [];
  if (rest === '') return [];
  const authority = rest.split(/[/?]/, 1)[0] ?? '';
  const hosts = authority.slice(authority.lastIndexOf('@') + 1).split(',');
  // A socket of this machine is written as an escaped path.
  const elsewhere = hosts.some((host) => !/^%2F/i.test(host) && !isLoopback(host.replace(/:\d+$/, '')));
  if (!elsewhere) return [];
  // Names and values are read as the driver does: in any case, the last of several wins.
  const given = new Map(
    [...new URLSearchParams(rest.split('?')[1] ?? '')].map(([name, value]) => [
      name.toLowerCase(),
      value.toLowerCase(),
    ]),
  );
  const tls = given.get('tls') ?? given.get('ssl');
  const isOn = tls === undefined ? srv !== undefined : !TLS_OFF.test(tls);
  if (!isOn)
    return [
      'DATABASE_URL names a MongoDB on another machine without TLS: masked vouchers, keys’ digests and passwords travel in clear. Add tls=true, unless the network itself is encrypted',
    ];
  const unchecked = UNCHECKED.filter((name) => {
    const value = given.get(name.toLowerCase());
    return value !== undefined && TLS_OFF.test(value) === (name === 'sslValidate');
  });
  return unchecked.map((name) => `DATABASE_URL has ${name}: anybody on the way could pass for the MongoDB server`);
}

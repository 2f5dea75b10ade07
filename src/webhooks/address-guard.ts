// Resolves names for webhooks and hands on only addresses that may be connected to. The sender connects to exactly these, so a
// name that answers differently the second time (DNS rebinding) gains nothing.
import { Resolver } from 'node:dns/promises';
import { readFile } from 'node:fs/promises';
import { isIP } from 'node:net';
import { setTimeout } from 'node:timers/promises';
import { isLoopbackAddress, isPublicAddress } from './public-address';

/** All addresses of a name. Rejects where there are none. */
export type Resolve = (host: string) => Promise<readonly string[]>;

/** `public`: HTTPS to the open internet. `open`: plain HTTP and this very machine as well, for test mode. */
export type Reach = 'public' | 'open';

/** The address must not be connected to. The words go into the delivery log: they name no address, which would map the inside. */
export class ForbiddenAddress extends Error {
  constructor(reach: Reach) {
    super(reach === 'public' ? 'not a public address' : 'neither a public address nor this machine');
    this.name = 'ForbiddenAddress';
  }
}

const HOSTS_FILE = process.platform === 'win32' ? 'C:\\Windows\\System32\\drivers\\etc\\hosts' : '/etc/hosts';
const DNS_TIMEOUT_MS = 4000;
const DNS_TRIES = 2;
/** Creating an endpoint does not wait longer for a name server: the address is checked again at each connection. */
const CREATION_PATIENCE_MS = 2000;
/** Ports below are those of other services (mail, files, shells), which must not be talked to by way of a URL. */
const FIRST_FREE_PORT = 1024;
const MOST_URL_CHARACTERS = 2048;

/**
 * Asks the name servers. Not `getaddrinfo`: its few threads are shared with the file system, and one slow name server would
 * hold up every other endpoint.
 */
export const resolveByDns: Resolve = async (host) => {
  const resolver = new Resolver({ timeout: DNS_TIMEOUT_MS, tries: DNS_TRIES });
  const answers = await Promise.allSettled([resolver.resolve4(host), resolver.resolve6(host)]);
  const addresses = answers.flatMap((answer) => (answer.status === 'fulfilled' ? answer.value : []));
  if (addresses.length === 0) throw new Error('The name does not resolve');
  return addresses;
};

/**
 * The same, after the names in `/etc/hosts`. For test mode, where a name may lead to this machine. Not `getaddrinfo` either: a
 * merchant's name that no server answers for would take the threads that resolve the providers' names.
 */
export const resolveForTests: Resolve = async (host) => {
  const named = addressesIn(await readFile(HOSTS_FILE, 'utf8').catch(() => ''), host);
  return named.length > 0 ? named : resolveByDns(host);
};

/** What a hosts file says of a name: an address and its names in each line, up to a `#`. */
export function addressesIn(hosts: string, host: string): string[] {
  return hosts.split('\n').flatMap((line) => {
    const [address = '', ...names] = line.replace(/#.*/, '').trim().split(/\s+/);
    return isIP(address) !== 0 && names.some((name) => name.toLowerCase() === host) ? [address] : [];
  });
}

/** `[::1]` of a URL is `::1` of a socket; a final dot changes nothing. */
export function hostOf(url: URL): string {
  return url.hostname.replace(/^\[|\]$/g, '').replace(/\.$/, '');
}

/** Loopback by definition, RFC 6761, whatever a name server says. */
function isLocalName(host: string): boolean {
  return host === 'localhost' || host.endsWith('.localhost');
}

export class AddressGuard {
  /** `resolve` replaces both ways of asking, for tests. */
  constructor(
    private readonly publicOnly: boolean,
    private readonly resolve?: Resolve,
  ) {}

  reachOf(livemode: boolean): Reach {
    return livemode || this.publicOnly ? 'public' : 'open';
  }

  /** The addresses of `host` that may be connected to. Rejects with `ForbiddenAddress` if there is none, or as the name server did. */
  async addressesOf(host: string, reach: Reach): Promise<string[]> {
    const addresses = await this.ask(host, reach);
    const allowed = addresses.filter(
      (address) => isPublicAddress(address) || (reach === 'open' && isLoopbackAddress(address)),
    );
    if (allowed.length === 0) throw new ForbiddenAddress(reach);
    return allowed;
  }

  /**
   * What is wrong with a URL that an endpoint is to be made with, or null. A name that does not resolve now may do so later; the
   * address is checked again at each connection.
   */
  async faultOf(text: string, livemode: boolean): Promise<string | null> {
    const reach = this.reachOf(livemode);
    const fault = faultOfUrl(text, reach);
    if (fault !== null) return fault;
    const checked = this.addressesOf(hostOf(new URL(text)), reach).then(
      () => null,
      (error: unknown) => (error instanceof ForbiddenAddress ? `leads to an address that is ${error.message}` : null),
    );
    const patience = new AbortController();
    const outOfPatience = setTimeout(CREATION_PATIENCE_MS, null, { signal: patience.signal }).catch(() => null);
    return Promise.race([checked, outOfPatience]).finally(() => patience.abort());
  }

  private async ask(host: string, reach: Reach): Promise<readonly string[]> {
    if (isIP(host) !== 0) return [host];
    if (isLocalName(host)) return ['127.0.0.1', '::1'];
    const resolve = this.resolve ?? (reach === 'public' ? resolveByDns : resolveForTests);
    return resolve(host);
  }
}

/** The part of the check that needs no name server. Said in a form that follows the word `url`. */
export function faultOfUrl(text: string, reach: Reach): string | null {
  if (text.length > MOST_URL_CHARACTERS) return `must not have more than ${MOST_URL_CHARACTERS} characters`;
  // A URL parser drops some of these silently: what is stored would not be what is called.
  if (/[\s\p{Cc}]/u.test(text)) return 'must not contain spaces or control characters';
  if (!URL.canParse(text)) return 'must be an absolute URL';
  const url = new URL(text);
  if (url.protocol !== 'https:' && !(reach === 'open' && url.protocol === 'http:')) {
    return reach === 'public' ? 'must begin with https://' : 'must begin with https:// or http://';
  }
  if (url.username !== '' || url.password !== '') return 'must not carry a user name or a password';
  const port = url.port === '' ? null : Number(url.port);
  if (reach === 'public' && port !== null && port < FIRST_FREE_PORT) {
    return `must have port 443, or one from ${FIRST_FREE_PORT} on`;
  }
  return null;
}

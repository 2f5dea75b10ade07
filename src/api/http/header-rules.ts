// What is wrong with the headers of a request, before anything else of it is looked at.
import type { IncomingMessage } from 'node:http';
import { ProblemException, type ProblemFault } from '../problems/problem';

/** Headers of which a second one would leave it open which of the two counts. Node keeps the first of some and joins others. */
const ONCE = [
  'Authorization',
  'Content-Encoding',
  'Content-Length',
  'Content-Type',
  'Expect',
  'Host',
  'Idempotency-Key',
  'If-Match',
  'Vouch-Console',
  'Vouch-Mode',
  'Vouch-User',
  'X-API-Key',
];
const SPELLED = new Map(ONCE.map((name) => [name.toLowerCase(), name]));

/** Throws `ProblemException` 400 `validation_failed`, which names every header that stands twice. */
export function requireSingleHeaders({ rawHeaders }: Pick<IncomingMessage, 'rawHeaders'>): void {
  const seen: string[] = [];
  const twice: string[] = [];
  // Names and values take turns.
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = SPELLED.get((rawHeaders[index] ?? '').toLowerCase());
    if (name === undefined) continue;
    if (!seen.includes(name)) seen.push(name);
    else if (!twice.includes(name)) twice.push(name);
  }
  if (twice.length === 0) return;
  const faults = twice.map((param) => ({ param, code: 'too_many', message: 'may stand once in a request' }));
  const [first] = faults;
  if (first) throw headerFault(first, faults);
}

/** `errors` defaults to the one fault. */
export function headerFault(first: ProblemFault, errors: readonly ProblemFault[] = [first]): ProblemException {
  const others = errors.filter((fault) => fault !== first).map(({ param }) => param);
  const more = others.length > 0 ? `, and so may ${others.join(', ')}` : '';
  return new ProblemException(400, 'validation_failed', `${first.param} ${first.message}${more}`, {
    param: first.param,
    errors,
  });
}

/** Throws `ProblemException` 417 for an expectation that this server does not know, 400 where HTTP/1.1 names no host. */
export function requirePlainRequest({ headers, httpVersion }: IncomingMessage): void {
  if (headers.expect !== undefined && !expectsContinue({ headers }))
    throw new ProblemException(417, 'expectation_failed', 'The only expectation that can be met is 100-continue');
  if (headers.host === undefined && httpVersion === '1.1')
    throw new ProblemException(400, 'invalid_request', 'A request of HTTP/1.1 must have a Host header');
}

/** A name or an address, and a port: RFC 9112 wants everything else refused. */
const HOST = /^(?:\[[\da-f:.]+\]|[\w.-]*)(?::\d*)?$/i;

/** Nearly all requests name the same one. */
let lastGood = '';

/** Throws `ProblemException` 400 where the name of the host cannot be one. None is for `requirePlainRequest` to judge. */
export function requireHost(host: string): void {
  if (host === '' || host === lastGood) return;
  if (HOST.test(host) && URL.canParse(`http://${host}`)) {
    lastGood = host;
    return;
  }
  throw headerFault({
    param: 'Host',
    code: 'malformed',
    message: 'must be a host name or an address, and a port where there is one',
  });
}

/** Whether the client waits for a word before it sends its body. */
export function expectsContinue({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers.expect?.toLowerCase() === '100-continue';
}

/** Whether a body comes, as far as the headers say; one of no bytes may still come in chunks. */
export function announcesBody({ headers }: Pick<IncomingMessage, 'headers'>): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

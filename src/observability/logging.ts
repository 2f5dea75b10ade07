// The log: JSON lines, one for each request, tied together by request ids. Holds no body, no query string, no key, no PIN.
import type { LoggerService } from '@nestjs/common';
import { pino, type DestinationStream, type Logger } from 'pino';
import type { Config } from '../config';
import { isoTime } from '../core/values/time';
import { traceFields } from './tracing/spans';
import { TurnLines } from './turn-lines';

/** The second line of defence: nothing here logs headers on purpose. */
const REDACTED = ['authorization', 'x-api-key', 'cookie'].flatMap((name) => [
  `["${name}"]`,
  `headers["${name}"]`,
  `*.headers["${name}"]`,
  `*["${name}"]`,
]);

/** Writes to standard output where no destination is given. */
export function createLogger(level: Config['logLevel'], destination?: DestinationStream): Logger {
  const options = {
    level,
    redact: { paths: REDACTED, censor: '***' },
    timestamp: () => `,"time":"${isoTime(Date.now())}"`,
    // No host name and no process id: the collector of the log adds them.
    base: null,
    // Nothing where traces are off.
    mixin: () => traceFields(),
    formatters: { level: (label: string) => ({ level: label }) },
    // A framework's request object carries headers and addresses with query strings: never written.
    serializers: { req: () => undefined, res: () => undefined, err: describeError },
  };
  return pino(options, destination ?? new TurnLines(pino.destination()));
}

/** What the log says of a request: ours, or harmless by its form. Nothing that a caller could put a PIN or a key into. */
export interface RequestLine {
  readonly request_id: string;
  readonly method: string;
  /** The template, not the address: it groups, and it carries nothing of the caller's. */
  readonly route: string | null;
  readonly status: number;
  readonly duration_ms: number;
  readonly key_id: string | undefined;
  /** Of refused requests alone: the code of the problem, where the request came from, and the form of a key that nobody has. */
  readonly code?: string | undefined;
  readonly address?: string;
  readonly key?: string | undefined;
  readonly trace_id?: string;
  readonly span_id?: string;
}

/** Writes request lines into `logger`, without looking for headers in them: that costs more than all the rest of the line. */
export function requestLog(logger: Logger): (line: RequestLine) => void {
  const plain = logger.child({}, { redact: [] });
  return (line) => {
    // A refused request has a code. Those are for whoever watches who tries what.
    if (line.code === undefined) plain.info(line, 'request');
    else plain.warn(line, 'request refused');
  };
}

/** What may be said of a key that does not exist here: what kind it would be. Undefined where none was sent. */
export function formOfKey(headers: Readonly<Record<string, unknown>>): string | undefined {
  const given = headers['authorization'] ?? headers['x-api-key'];
  if (typeof given !== 'string') return undefined;
  const prefix = /^(?:bearer +)?((?:sk|pk|tk)_(?:test_)?)/i.exec(given.trim())?.[1];
  return prefix === undefined ? 'of another form' : `${prefix.toLowerCase()}…`;
}

/** Name, message and stack only: an error may drag a whole request or document along. */
export function describeError(error: unknown): unknown {
  if (!(error instanceof Error)) return { type: typeof error };
  return { type: error.name, message: error.message, stack: error.stack };
}

/** Lets the framework, and everything in it that logs through its `Logger`, write to the same log. */
export class FrameworkLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, ...rest: unknown[]): void {
    // Which modules and routes were put together is of use only to those who build Vouch.
    this.#write('debug', message, rest);
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.#write('error', message, rest);
  }

  warn(message: unknown, ...rest: unknown[]): void {
    this.#write('warn', message, rest);
  }

  debug(message: unknown, ...rest: unknown[]): void {
    this.#write('debug', message, rest);
  }

  verbose(message: unknown, ...rest: unknown[]): void {
    this.#write('trace', message, rest);
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.#write('fatal', message, rest);
  }

  /** The framework passes further words and the name of the logger last; an object goes first, as in pino. */
  #write(level: 'fatal' | 'error' | 'warn' | 'debug' | 'trace', message: unknown, rest: unknown[]): void {
    const context = rest.at(-1);
    const words = rest.slice(0, -1).filter((word) => typeof word === 'string');
    const fields = typeof message === 'object' && message !== null ? message : {};
    const text = typeof message === 'string' ? message : words.shift();
    this.logger[level]({ context, ...fields, ...(words.length > 0 ? { detail: words.join('\n') } : {}) }, text);
  }
}

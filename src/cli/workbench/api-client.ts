// Calls the public API of a server, as any merchant would. For commands that show or try a server from outside.
import type { Command } from 'commander';
import { whyFetchFailed } from '../../system/fetch-failure';
import { url } from '../arguments';
import { CommandFailure, EXIT_USAGE } from '../failure';

type Method = 'GET' | 'POST' | 'DELETE';

/** One call and its answer. `answer` is null where it was no JSON. */
export interface Exchange {
  readonly method: Method;
  readonly path: string;
  readonly body: object | undefined;
  readonly status: number;
  readonly answer: unknown;
}

/** Which server, and a secret test key of it. */
export interface Where {
  readonly url: string;
  readonly key: string;
}

/** A call was refused, or failed. */
export class Refused extends Error {
  constructor(
    readonly status: number,
    readonly code: string,
    message: string,
  ) {
    super(message);
  }
}

/** Where it cannot even begin: no server responds there, one that is not Vouch does, or the key is refused. */
export class NoServer extends CommandFailure {}

/** What is shown of a type of voucher by `GET /v1/redemptions/types`. */
export interface VoucherType {
  readonly type: string;
  readonly name: string;
  readonly capabilities: { readonly change_voucher: 'INLINE' | 'SMS' | 'NONE'; readonly refund: boolean };
  readonly required_fields: readonly { readonly name: string; readonly sensitive: boolean; readonly example: string }[];
}

/** `onExchange` is told of each call once it has its answer. */
export class ApiClient {
  constructor(
    readonly where: Where,
    private readonly onExchange: (exchange: Exchange) => void = () => undefined,
  ) {}

  /** The types of voucher. Throws `NoServer`, in words for whoever gave the address and the key. */
  async arrive(): Promise<readonly VoucherType[]> {
    const { url } = this.where;
    const { status, answer } = await this.#ask('GET', '/v1/redemptions/types').catch((error: unknown) => {
      throw new NoServer(
        `no Vouch answers at ${url} (${whyFetchFailed(error)}): is it running, and is that its address?`,
      );
    });
    if (status === 200 && hasTypes(answer)) return answer.data;
    const { code, detail } = problemIn(answer);
    if (code === undefined) throw new NoServer(`what answers at ${url} is not Vouch (it said ${String(status)})`);
    throw new NoServer(`${url} does not take this key: ${code}${detail === undefined ? '' : `, ${detail}`}`);
  }

  /** The answer. Throws `Refused` where its status is 300 or more. */
  async call<T>(method: Method, path: string, body?: object): Promise<T> {
    const exchange = await this.#ask(method, path, body);
    this.onExchange(exchange);
    const { status, answer } = exchange;
    if (status < 300) return answer as T;
    const { code = '', detail = '' } = problemIn(answer);
    throw new Refused(status, code, `${method} ${path} answered ${String(status)} ${code}: ${detail}`);
  }

  async #ask(method: Method, path: string, body?: object): Promise<Exchange> {
    const reply = await fetch(new URL(path, this.where.url), {
      method,
      headers: {
        authorization: `Bearer ${this.where.key}`,
        ...(body ? { 'content-type': 'application/json' } : {}),
      },
      ...(body ? { body: JSON.stringify(body) } : {}),
    });
    return { method, path, body, status: reply.status, answer: parse(await reply.text()) };
  }
}

/** Options of a command that works with a server that runs. */
export function reaching(command: Command): Command {
  return command
    .option('--url <url>', 'the server; VOUCH_URL, or PORT on this machine, where absent', url)
    .option('--key <key>', 'a secret test key of that server (sk_test_…); VOUCH_KEY where absent');
}

/** What the options and the environment name. A key of another kind is an error of usage. */
export function whereOf(
  command: Command,
  options: { readonly url?: string; readonly key?: string },
  env: Readonly<Record<string, string | undefined>> = process.env,
): Where {
  const key = options.key ?? env['VOUCH_KEY'] ?? '';
  if (!key.startsWith('sk_test_')) {
    const what = key === '' ? 'it needs --key (or VOUCH_KEY)' : '--key (or VOUCH_KEY) is of the wrong kind';
    command.error(`error: ${what}: a secret test key of that server, sk_test_…; \`vouch keys create\` makes one`, {
      exitCode: EXIT_USAGE,
    });
  }
  return { url: options.url ?? given(env, 'VOUCH_URL') ?? `http://127.0.0.1:${given(env, 'PORT') ?? '3000'}`, key };
}

/** Set to nothing counts as not set, as for the server: that is how shells and containers leave a variable. */
function given(env: Readonly<Record<string, string | undefined>>, name: string): string | undefined {
  const text = env[name]?.trim();
  return text === '' ? undefined : text;
}

function problemIn(answer: unknown): { readonly code?: string; readonly detail?: string } {
  return typeof answer === 'object' && answer !== null ? answer : {};
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return null;
  }
}

function hasTypes(answer: unknown): answer is { data: VoucherType[] } {
  return typeof answer === 'object' && answer !== null && 'data' in answer && Array.isArray(answer.data);
}

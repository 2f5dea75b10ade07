// Methods made of the operations of the API description: what they take and give is what the description says.
import {
  call,
  type AnyOptions,
  type CallOptions,
  type Connection,
  type KeyOptions,
  type OperationId,
} from './transport/call.js';
import { ROUTES } from './generated/routes.js';
import type { operations } from './generated/api.js';
import { pages, type Page, type Pages } from './pages.js';

type Route<O extends OperationId> = (typeof ROUTES)[O];
type Json<T> = T extends { content: { 'application/json': infer Body } } ? Body : never;
type Headers<O extends OperationId> = NonNullable<operations[O]['parameters']['header']>;

/** What a call answers with. */
export type Result<O extends OperationId> = Json<operations[O]['responses'][keyof operations[O]['responses']]>;

/** What a call takes: its body, or its query. */
export type Input<O extends OperationId> = Route<O>['input'] extends 'body'
  ? Json<NonNullable<operations[O]['requestBody']>>
  : NonNullable<operations[O]['parameters']['query']>;

type Ids<Path extends string> = Path extends `${string}{${string}}${infer Rest}`
  ? Rest extends `${string}{${string}}${string}`
    ? [id: string, innerId: string]
    : [id: string]
  : [];

type MayBeLeftOut<O extends OperationId> = Route<O>['input'] extends 'body'
  ? undefined extends operations[O]['requestBody']
    ? true
    : false
  : undefined extends operations[O]['parameters']['query']
    ? true
    : false;

type Inputs<O extends OperationId, I> = Route<O>['input'] extends 'none'
  ? []
  : MayBeLeftOut<O> extends true
    ? [input?: I]
    : [input: I];

interface MatchOptions {
  /** The `version` that was read: the call is made only if the redemption has not changed since. */
  readonly ifMatch?: number | string | undefined;
}
type Match<O extends OperationId> = [Headers<O>] extends [never]
  ? unknown
  : Headers<O> extends { 'If-Match': string }
    ? { readonly ifMatch: number | string }
    : Headers<O> extends { 'If-Match'?: string }
      ? MatchOptions
      : unknown;
export type Options<O extends OperationId> = CallOptions &
  (Route<O>['key'] extends true ? KeyOptions : unknown) &
  Match<O>;
type Last<O extends OperationId> = [Headers<O>] extends [never]
  ? [options?: Options<O>]
  : Headers<O> extends { 'If-Match': string }
    ? [options: Options<O>]
    : [options?: Options<O>];

type Returned<O extends OperationId, R> = Route<O>['pages'] extends true
  ? R extends Page
    ? Pages<R>
    : never
  : Promise<R>;

/** Ids of the path, then the body or the query, then options. Rejects with a `VouchError`. */
export type Method<O extends OperationId> = Narrowed<O, Result<O>, Input<O>>;

/** A method whose answer and input are of one kind of redemption. */
export type Narrowed<O extends OperationId, R, I = Input<O>> = (
  ...args: [...Ids<Route<O>['path']>, ...Inputs<O, I>, ...Last<O>]
) => Returned<O, R>;

/** Ids of one kind. An address serves two kinds of redemption, and the types of this client keep them apart. */
export interface IdKind {
  readonly pattern: RegExp;
  readonly hint: string;
}

/** Makes methods of one connection. */
export interface MakeMethod {
  <O extends OperationId>(operation: O, kind?: IdKind): Method<O>;
  <O extends OperationId, R, I = Input<O>>(operation: O, kind: IdKind): Narrowed<O, R, I>;
}

export function methodsOf(via: Connection): MakeMethod {
  return <O extends OperationId>(operation: O, kind?: IdKind): Method<O> => {
    const method = (...args: unknown[]): Promise<unknown> => {
      // Looked up with each call: the build of a page may leave out the routes that it never asks for.
      const route = ROUTES[operation];
      const idCount = route.path.split('{').length - 1;
      const ids = args.slice(0, idCount) as string[];
      const [input, options] = route.input === 'none' ? [undefined, args[idCount]] : args.slice(idCount);
      const send = async (more?: object): Promise<unknown> => {
        if (kind && !kind.pattern.test(String(ids[0]))) throw new TypeError(kind.hint);
        const target = { ids, input: more ? { ...(input as object | undefined), ...more } : input };
        return (await call(via, operation, target, options as AnyOptions | undefined)).data;
      };
      return route.pages
        ? pages((cursor) => send(cursor === undefined ? undefined : { cursor }) as Promise<Page>)
        : send();
    };
    // Shown in stack traces; a test reads from it that no operation is without a method.
    return Object.defineProperty(method, 'name', { value: operation }) as unknown as Method<O>;
  };
}

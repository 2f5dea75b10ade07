// What the suite tests and what a test run yields: types, and what is read from an adapter's traits and fixtures. Runs nothing.
import type { Inquiry } from '../../../src/core/providers/outcome';
import type { Lookup, ProviderAdapter, Source } from '../../../src/core/providers/provider';
import { Pin } from '../../../src/core/values/pin';
import type { ProviderDefinition, Settings } from '../define';
import { type Exchange, fill, type Fixture, type RecordedReply } from './fixture';
import type { Answer, SeenRequest } from './socket-server';

/** An adapter under test, and what the suite cannot know by itself. */
export interface Subject {
  readonly definition: ProviderDefinition;
  readonly fixtures: readonly Fixture[];
  /** Every request that moves value, such as `POST /api/v1/RemitVoucher`, below the base URL. */
  readonly moneyRequests: readonly string[];
  /** A refusal with a code or text that stands in no table. */
  readonly unlisted: RecordedReply;
  /** Requests that are no part of any fixture and always get the same answer: for an access token. */
  readonly standing?: readonly Exchange[];
  /** The provider's own format puts the PIN into the URL of a look-up. */
  readonly pinInLookupUrl?: boolean;
}

/** What any operation may answer. */
export type Result = Inquiry | Lookup;

/** One operation as it was run: its answer, and what was sent. */
export interface Run {
  readonly result: Result;
  /** Requests but for standing ones. */
  readonly seen: readonly SeenRequest[];
  readonly money: readonly SeenRequest[];
}

/** How a run differs from what the fixture says. */
export interface RunOptions {
  readonly reference?: string;
  readonly timeoutMs?: number;
  /** Answers in the fixture's place; undefined leaves it to the fixture. */
  answer?(request: SeenRequest, isMoney: boolean): Answer | undefined;
  /** Instead of the server's own address. */
  readonly origin?: string;
  /** The outcome need not fit the fixture, nor the number of its exchanges. */
  readonly loose?: boolean;
}

/** The reference of a run that names none. */
export const REFERENCE = 'conformance-0123456789abcdef';
/** The reference of the capture that a restore undoes. */
export const ORIGINAL = 'conformance-original-01';

/** A fixture's path as it is on the wire in a run with the usual reference. */
export function pathOf(exchange: Exchange | undefined): string | undefined {
  return exchange && fill(exchange.request.path, { reference: REFERENCE, original: ORIGINAL });
}

/** The settings that reach the test server, with those of the fixture on top. */
export function settingsFor(subject: Subject, fixture: Fixture, origin: string, timeoutMs: number): Settings {
  return { timeoutMs, settlingMs: 1_000, ...subject.definition.simulatorSettings(origin), ...fixture.settings };
}

/** The example of every field, or what the fixture presents instead. */
export function sourceOf(adapter: ProviderAdapter, given: Readonly<Record<string, string>> = {}): Source {
  return Object.fromEntries(
    adapter.traits.sourceFields.map((field) => {
      const text = given[field.name] ?? field.example;
      return [field.name, field.sensitive ? new Pin(text) : text];
    }),
  );
}

/** The digits of the presented PIN. Empty where the source holds none. */
export function pinTextOf(source: Source): string {
  const pin = Object.values(source).find((value) => value instanceof Pin);
  return pin instanceof Pin ? pin.reveal() : '';
}

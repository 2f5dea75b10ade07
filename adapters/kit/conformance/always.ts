// The rules without exceptions, checked after every run: one money request, our reference in it, no PIN where it does not belong.
import assert from 'node:assert/strict';
import { inspect } from 'node:util';
import { OPERATIONS } from '../../../src/core/providers/gate';
import type { ProviderAdapter, Source } from '../../../src/core/providers/provider';
import type { Fixture } from './fixture';
import type { SeenRequest } from './socket-server';
import { pinTextOf, REFERENCE, type Run, type RunOptions, type Subject } from './subject';

/** What a run was made with. */
interface Staged {
  readonly adapter: ProviderAdapter;
  readonly source: Source;
  /** Whether it was answered with a 401, before anything was processed. */
  refusedAtDoor(request: SeenRequest): boolean;
}

/** At most one money request was processed, where the operation may send one, and each carries the reference. */
export function checkMoney(stage: Staged, fixture: Fixture, done: Run, options: RunOptions): void {
  // A request that was refused at the door with a 401 was not processed, and may be sent again with a new token.
  const processed = done.money.filter((request) => !stage.refusedAtDoor(request));
  const { movesMoney, asksAbout } = OPERATIONS[fixture.operation];
  const sendsAgain = asksAbout !== null && stage.adapter.traits.recovery === 'resend';
  const allowed = movesMoney || sendsAgain ? 1 : 0;
  assert.ok(
    processed.length <= allowed,
    `${fixture.operation} sent ${String(processed.length)} money requests; allowed: ${String(allowed)}`,
  );
  for (const request of done.money) {
    const reference = options.reference ?? REFERENCE;
    assert.ok(Object.values(fieldsOf(request)).includes(reference), 'a money request does not carry the reference');
  }
}

/** No PIN in the outcome, in what was printed, in a URL or in a header. */
export function checkSecrets(subject: Subject, stage: Staged, fixture: Fixture, done: Run, heard: string): void {
  const issued = (fixture.outcome['voucher'] as { pin?: string } | undefined)?.pin;
  const secrets = [pinTextOf(stage.source), ...(issued === undefined ? [] : [issued])];
  const printed = [JSON.stringify(done.result), inspect(done.result, { depth: null, showHidden: true })].join(' ');
  for (const secret of secrets) {
    assert.ok(!ungrouped(printed).includes(secret), 'the outcome prints a PIN');
    assert.ok(!ungrouped(heard).includes(secret), 'a PIN was logged');
    for (const request of done.seen) {
      const exempt = subject.pinInLookupUrl === true && request.method === 'GET';
      const address = decodeURIComponent(request.path) + (exempt ? '' : Object.values(request.query).join(' '));
      const headers = Object.values(request.headers).join(' ');
      assert.ok(!ungrouped(address).includes(secret), 'a PIN stands in a URL');
      assert.ok(!ungrouped(headers).includes(secret), 'a PIN stands in a header');
    }
  }
}

function ungrouped(text: string): string {
  return text.replace(/(?<=\d)[\s-](?=\d)/g, '');
}

/** The body's fields, whether it is JSON or a form. */
export function fieldsOf(request: SeenRequest): Readonly<Record<string, unknown>> {
  if (request.headers['content-type']?.startsWith('application/x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(request.body));
  }
  return request.body === '' ? {} : (JSON.parse(request.body) as Record<string, unknown>);
}

// Sample Voucher's wire format: requests and what a reply means. Sends nothing.
import type { DeclineCode, Inquiry, IssuedVoucher, ProviderOutcome } from '../../src/core/providers/outcome';
import type { CaptureCall, WireReply, WireRequest } from '../../src/core/providers/provider';
import { Pin } from '../../src/core/values/pin';
import {
  centsOf,
  identifierOf,
  isFields,
  namedBy,
  notSent,
  pinDigitsOf,
  readReply,
  unknown,
  withIssued,
  wordsOf,
} from '../../adapters/kit/reply';
import { pinOf } from '../../adapters/kit/source';
import type { SampleVoucherConfig } from './config';

/** Every refusal that is certain: nothing was taken. A code that is not in here is `unknown`. */
const DECLINES: ReadonlyMap<unknown, DeclineCode> = new Map([
  ['SPENT', 'voucher_already_redeemed'],
  ['NO_SUCH_VOUCHER', 'voucher_not_found'],
  ['EXPIRED', 'voucher_expired'],
  ['BLOCKED', 'voucher_cancelled'],
  ['TOO_MUCH', 'insufficient_value'],
]);

function headersOf(config: SampleVoucherConfig): Record<string, string> {
  return { Authorization: `Bearer ${config.apiKey}` };
}

/** Takes value. 0 cents takes the whole voucher. */
export function redemptionRequest(config: SampleVoucherConfig, call: CaptureCall): WireRequest {
  const json = { key: call.reference, pin: pinOf(call.source, 'pin').reveal(), cents: call.amountCents };
  return { method: 'POST', path: '/redemptions', headers: headersOf(config), json };
}

/** Asks what became of a redemption. Moves nothing. */
export function statusRequest(config: SampleVoucherConfig, call: CaptureCall): WireRequest {
  return { method: 'GET', path: '/redemptions', query: { key: call.reference }, headers: headersOf(config) };
}

/** What became of the request that takes value. */
export function readRedemption(reply: WireReply, call: CaptureCall): ProviderOutcome {
  // Answered before anything is processed.
  if (reply.kind === 'reply' && reply.status === 401)
    return notSent('provider_misconfigured', 'the provider refused our API key');
  const read = readReply(reply);
  if (read.kind !== 'readable') return read;
  const { status, fields } = read;
  const words = wordsOf(fields['error'], fields['message']);
  if (status === 422) {
    const code = DECLINES.get(fields['error']);
    if (code) return { kind: 'declined', code, proof: 'refusal', ...words };
  }
  if (status !== 200) return unknown('the answer is neither a success nor a listed refusal', words);
  if (fields['key'] !== call.reference) return unknown('the answer does not carry our reference');
  const amountCents = centsOf(fields['taken_cents'], 1);
  if (amountCents === undefined) return unknown('the answer does not say how much was taken');
  const pin = pinOf(call.source, 'pin');
  const voucher = changeOf(fields['change'], pin);
  const secrets = withIssued([pin], voucher?.pin);
  const transactionId = identifierOf(fields['id'], secrets);
  return {
    kind: 'accepted',
    amountCents,
    ...(transactionId ? { transactionId } : {}),
    ...namedBy({ serial_number: fields['serial'] }, secrets),
    ...(voucher ? { voucher } : {}),
  };
}

/** What the provider says became of a redemption. */
export function readStatus(reply: WireReply, call: CaptureCall): Inquiry {
  const none = reply.kind === 'reply' && reply.status === 422 && isFields(reply.json);
  if (none && reply.json['error'] === 'NO_SUCH_REDEMPTION') return { kind: 'not_found' };
  const outcome = readRedemption(reply, call);
  // This refusal is about the question. It proves nothing about the redemption.
  return outcome.kind === 'declined' ? unknown('the provider would not say what became of it') : outcome;
}

/** The voucher for what is left. One that cannot be read is left out: the redemption stands without it. */
function changeOf(value: unknown, presented: Pin): IssuedVoucher | undefined {
  const fields = isFields(value) ? value : {};
  const digits = pinDigitsOf(fields['pin']);
  if (digits === undefined || digits === presented.reveal()) return undefined;
  const amountCents = centsOf(fields['cents'], 1);
  return { pin: new Pin(digits), ...(amountCents ? { amountCents } : {}), delivery: 'inline' };
}

// Loyalty points for tills: a redemption in cents, paid from a participant's balance in the ledger of this installation.
import { defineLedger } from '../kit/define';
import { notSent, unknown, wordsOf } from '../kit/reply';
import type { LedgerAccount, LedgerFailure, LedgerMovement, LedgerReply } from '../../src/core/providers/ledger';
import type { Declined, Inquiry, NotSent, ProviderOutcome, Unknown } from '../../src/core/providers/outcome';
import type {
  CaptureCall,
  LookupCall,
  ProviderAdapter,
  ProviderCall,
  RestoreCall,
  Source,
} from '../../src/core/providers/provider';
import { REFUSALS, TRAITS } from './config';

type Call = ProviderCall<'ledger'>;

const adapter: ProviderAdapter<'ledger'> = {
  traits: TRAITS,
  // No claim: a participant may spend at two tills at once, and the ledger sees to it that the points are there for both.
  capture: (call) => move(call, { ...takingOf(call), kind: 'take', held: heldBy(call) }),
  inquireCapture: settle,
  hold: (call) => move(call, { ...takingOf(call), kind: 'hold', until: Date.parse(call.until) }),
  inquireHold: settle,
  release: (call) => {
    const { holdReference, redemptionId } = call;
    return move(call, { kind: 'release', account: accountOf(call.source), holdReference, redemptionId });
  },
  lookup: lookUp,
  restore: (call) => move(call, giveBackOf(call)),
  inquireRestore: settle,
};

export default defineLedger({ type: TRAITS.type, provider: TRAITS.provider, adapter });

async function move(call: Call, movement: LedgerMovement): Promise<ProviderOutcome> {
  return tried(async () => outcomeOf(await call.ledger.move(nameOf(call), movement), 'refusal'));
}

/** Final, whatever it answers: the question takes the name of what has not happened. */
async function settle(call: Call): Promise<Inquiry> {
  return tried(async () => outcomeOf(await call.ledger.settle(nameOf(call)), 'record'));
}

async function lookUp({ ledger, accountId, livemode, source }: LookupCall<'ledger'>) {
  return tried(async () => {
    const found = await ledger.balance({ accountId, livemode }, accountOf(source));
    if (found.kind !== 'found') return failed(found, 'refusal');
    const { cents, currency, metadata } = found;
    return { kind: 'found', balanceCents: cents, currency, metadata } as const;
  });
}

async function tried<T>(ask: () => Promise<T>): Promise<T | Unknown> {
  try {
    return await ask();
  } catch {
    return unknown('the ledger failed');
  }
}

function nameOf({ accountId, livemode, reference }: Call) {
  return { accountId, livemode, reference };
}

function takingOf({ source, amountCents, currency, options, redemptionId }: CaptureCall<'ledger'>) {
  return {
    account: accountOf(source),
    cents: amountCents,
    currency,
    upTo: options.partial === 'allow',
    redemptionId,
  };
}

function heldBy({ held }: CaptureCall<'ledger'>) {
  return held ? { reference: held.reference, cents: held.amountCents } : null;
}

function giveBackOf({ originalReference, amountCents, redemptionId }: RestoreCall<'ledger'>): LedgerMovement {
  return { kind: 'give_back', takeReference: originalReference, cents: amountCents, redemptionId };
}

/** Ids are lower case in the ledger, and may be sent in upper case. */
function accountOf(source: Source): LedgerAccount {
  const text = (name: string) => {
    const value = source[name];
    return typeof value === 'string' ? value : undefined;
  };
  const participantId = text('participant_id')?.toLowerCase();
  const externalId = text('external_id');
  return {
    programId: (text('program_id') ?? '').toLowerCase(),
    assetId: (text('asset_id') ?? '').toLowerCase(),
    ...(participantId === undefined ? {} : { participantId }),
    ...(externalId === undefined ? {} : { externalId }),
  };
}

function outcomeOf(reply: LedgerReply, proof: Declined['proof']): Exclude<ProviderOutcome, { kind: 'pending' }> {
  switch (reply.kind) {
    case 'moved':
      return {
        kind: 'accepted',
        amountCents: reply.cents,
        ...(reply.recordId === '-' ? {} : { transactionId: reply.recordId }),
        details: { points: reply.units },
      };
    case 'never':
      return {
        kind: 'declined',
        code: 'provider_rejected',
        proof: 'record',
        ...wordsOf('never', 'Nothing moved under this reference, and nothing can any more'),
      };
    default:
      return failed(reply, proof);
  }
}

function failed(failure: LedgerFailure, proof: Declined['proof']): Declined | NotSent | Unknown {
  switch (failure.kind) {
    case 'refused': {
      const code = REFUSALS.get(failure.code);
      const words = wordsOf(failure.code, failure.message);
      return code ? { kind: 'declined', code, proof, ...words } : unknown('the ledger refused it', words);
    }
    case 'not_sent':
      return notSent('provider_unavailable', failure.reason);
    case 'unknown':
      return unknown(failure.reason);
    default:
      return unknown('the ledger gave no answer that is known');
  }
}

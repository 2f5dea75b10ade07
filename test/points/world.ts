// A ledger over a real store, with a clock that tests move, and the setting most tests begin with.
import { createHash } from 'node:crypto';
import { AesSealer } from '../../src/sealing/aes-sealer';
import type { Clock, Sealer, Uuids } from '../../src/core/values/ports';
import { SystemClock } from '../../src/system/clock';
import { Ledger, type Asker } from '../../src/core/points/use-cases/ledger/ledger';
import { adjust } from '../../src/core/points/use-cases/movements';
import { createAsset, createProgram, upsertParticipant } from '../../src/core/points/use-cases/setup';
import type { PointsServices } from '../../src/core/points/use-cases/services';
import type { PointsStore } from '../../src/core/points/store';
import type { InventoryMode } from '../../src/core/points/book/credit';
import { pause, rest } from '../../src/system/pause';
import { ClockUuids } from '../../src/system/uuids';

export class SetClock extends SystemClock {
  at = Date.UTC(2026, 0, 1);
  /** So far ahead it has leapt, and nobody has counted that yet. */
  leptMs = 0;

  override now(): number {
    return this.at + this.leptMs;
  }

  /** Time that tests let pass has passed. */
  override aged(): number {
    return this.at;
  }
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
export const ASKER: Asker = { accountId: 'acc_1', livemode: false, keyId: 'key_1' };

/** One server's parts over a store; several over one store are several servers. */
export function pointsOver(
  store: PointsStore,
  clock: Clock = new SetClock(),
  uuids: Uuids = new ClockUuids(clock),
  sealer: Sealer = new AesSealer([Buffer.alloc(32, 7)]),
): PointsServices {
  const ledger = new Ledger({ store, clock, uuids, hash: sha256, pause, rest });
  return { ledger, store, clock, sealer, hash: sha256 };
}

export interface Setting {
  readonly programId: string;
  readonly assetId: string;
}

export const STARS = {
  name: 'Stars',
  description: null,
  status: 'ACTIVE',
  onUnknownParticipant: 'REJECT',
  redemptionTarget: 'SYSTEM_REDEMPTION',
  targetEntityId: null,
} as const;

/** A program with an asset at scale 2. */
export async function program(
  services: PointsServices,
  mode: InventoryMode = 'LOT',
  prefunded = false,
  asker = ASKER,
): Promise<Setting> {
  const made = await createProgram(services, asker, STARS);
  const asset = await createAsset(services, asker, {
    name: 'Star',
    symbol: `S${String((symbols += 1))}`,
    inventoryMode: mode,
    issuancePolicy: prefunded ? 'PREFUNDED' : 'UNLIMITED',
    scale: 2,
    maxTransaction: null,
    programId: made.id,
  });
  return { programId: made.id, assetId: asset.id };
}
let symbols = 0;

export async function participant(services: PointsServices, externalId: string, asker = ASKER): Promise<string> {
  return (await upsertParticipant(services, asker, { externalId, profile: {} })).book.participantId;
}

export function give(
  services: PointsServices,
  setting: Setting,
  participantId: string,
  amount: string,
  more = {},
  key: string | null = null,
  asker = ASKER,
) {
  const command = {
    ...setting,
    participantId,
    type: 'CREDIT' as const,
    amount,
    description: 'welcome',
    bucket: 'AVAILABLE' as const,
    allowNegative: false,
    referenceId: null,
    expiresAt: null,
    maturesAt: null,
    ...more,
  };
  return adjust(services, asker, command, key);
}

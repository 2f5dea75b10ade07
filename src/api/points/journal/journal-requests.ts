// What happens to a request about the journal and the reports: read it, carry it out, respond.
import { Injectable } from '@nestjs/common';
import type { Caller } from '../../../core/accounts/caller';
import type { Entry } from '../../../core/points/book/entry';
import { NO_READS } from '../../../core/points/decide/rows';
import type { Asset } from '../../../core/points/records/asset';
import { formatUnits, parseUnits, type Units } from '../../../core/points/units';
import { attest } from '../../../core/points/use-cases/attest';
import { summarise, type AssetSummary, type Movements, type Period } from '../../../core/points/use-cases/summary';
import { findEntry } from '../../../core/points/use-cases/redemptions';
import { assetsOf } from '../../../core/points/use-cases/redemptions';
import { PointsServices } from '../../../core/points/use-cases/services';
import { findByExternalId, findOwn, ownAssets } from '../../../core/points/use-cases/setup';
import { isoTime } from '../../../core/values/time';
import { checkQuery, Faults } from '../../input/validation';
import { given } from '../../lists/list-filters';
import { askerOf, lower, readUuid, timeOf } from '../input';
import { byAge, pointsPage, positionOf, readPointsPage } from '../lists';
import { publicEntry, type EntryNames } from '../present';
import { EntriesQueryDto, IntegrityQueryDto, SummaryQueryDto } from './dto';
import { ReportTurns } from '../../limits/report-turns';

type Query = Readonly<Record<string, unknown>>;

const DEFAULT_WINDOW = 1000;
/** A participant that nobody has: a filter by an unknown name finds nothing. */
const NOBODY = '-';

/** One method a route. Each throws `ProblemException` 400 for the request's faults, and what its use case throws. */
@Injectable()
export class JournalRequests {
  readonly #reports = new ReportTurns();

  constructor(private readonly points: PointsServices) {}

  async list(query: Query, caller: Caller) {
    const faults = new Faults();
    const dto = checkQuery(EntriesQueryDto, query, faults);
    const { limit, after } = readPointsPage('journal', dto, faults);
    const whose = [dto.participant_id, dto.external_id, dto.group_id].filter((id) => id !== undefined);
    if (whose.length > 1) faults.add('external_id', 'conflict', 'participant_id and group_id: give one of them');
    faults.refuse();
    // There are no groups, events and rules here: no entry has one.
    const { group_id: group, event_id: event, rule_id: rule } = dto;
    const none = { cursorOf: byAge, present: (entry: Entry) => entry };
    if ((group ?? event ?? rule) !== undefined) return pointsPage<Entry, unknown>('journal', [], limit, none);
    const asker = askerOf(caller);
    const asset = dto.asset_id === undefined ? null : await findOwn(this.points, asker, 'assets', lower(dto.asset_id));
    const { entries, stoppedAt } = await this.points.store.entries({
      ...asker,
      ...positionOf(after),
      limit: limit + 1,
      ...given({
        programId: lower(dto.program_id) ?? undefined,
        participantId: await this.#participant(dto, caller),
        assetId: asset?.id,
        bucket: dto.bucket,
        actionType: dto.action_type,
        referenceId: dto.reference_id,
        from: timeOf(dto.from) ?? undefined,
        to: timeOf(dto.to) ?? undefined,
        amounts: await this.#amounts(dto, asset, caller),
      }),
    });
    const names = await this.#names(entries);
    const resumeAt = stoppedAt && byAge(stoppedAt);
    return pointsPage('journal', entries, limit, {
      cursorOf: byAge,
      present: (entry) => publicEntry(entry, names),
      resumeAt,
    });
  }

  async find(id: string, caller: Caller) {
    const entry = await findEntry(this.points, askerOf(caller), readUuid(id));
    return publicEntry(entry, await this.#names([entry]));
  }

  async summary(query: Query, caller: Caller) {
    const faults = new Faults();
    const dto = checkQuery(SummaryQueryDto, query, faults);
    const period = readPeriod(dto, faults);
    faults.refuse();
    const asker = askerOf(caller);
    const programId = lower(dto.program_id);
    if (programId !== null) await findOwn(this.points, asker, 'programs', programId);
    const summaries = await this.#reports.take(caller, () => summarise(this.points, asker, { programId, period }));
    const assets = await assetsOf(
      this.points,
      summaries.map(({ assetId }) => assetId),
    );
    const data = summaries.flatMap((summary) => {
      const asset = assets.get(summary.assetId);
      return asset ? [publicSummary(summary, asset)] : [];
    });
    return { data, as_of: isoTime(this.points.clock.now()) };
  }

  async integrity(query: Query, caller: Caller) {
    const faults = new Faults();
    const { window: text } = checkQuery(IntegrityQueryDto, query, faults);
    faults.refuse();
    const window = text === undefined ? DEFAULT_WINDOW : Number(text);
    const found = await this.#reports.take(caller, () => attest(this.points, askerOf(caller), window));
    return {
      all_passed: found.postingsBalanced && found.valueConservation && found.hashChain,
      postings_balanced: found.postingsBalanced,
      value_conservation: found.valueConservation,
      hash_chain: found.hashChain,
      unsealed_entries: 0,
      chain_head: found.chainHead,
      verified_at: isoTime(this.points.clock.now()),
      window,
      faults: found.faults.map(({ participantId, fault }) => ({ participant_id: participantId, fault })),
    };
  }

  /** What the amounts asked for are in units, for each asset that entries can be of. */
  async #amounts({ min_amount: min, max_amount: max }: EntriesQueryDto, asset: Asset | null, caller: Caller) {
    if (min === undefined && max === undefined) return undefined;
    const assets = asset ? [asset] : await ownAssets(this.points, askerOf(caller));
    return new Map(assets.map((one) => [one.id, { min: bound(min, one, 'up'), max: bound(max, one, 'down') }]));
  }

  async #participant(dto: EntriesQueryDto, caller: Caller): Promise<string | undefined> {
    if (dto.external_id === undefined) return lower(dto.participant_id) ?? undefined;
    const book = await findByExternalId(this.points, askerOf(caller), dto.external_id);
    return book?.participantId ?? NOBODY;
  }

  async #names(entries: readonly Entry[]): Promise<EntryNames> {
    const programs = [...new Set(entries.map(({ programId }) => programId))];
    const assets = [...new Set(entries.map(({ assetId }) => assetId))];
    if (programs.length === 0) return { programs: new Map(), assets: new Map() };
    const { records } = await this.points.store.read({ ...NO_READS, ids: { programs, assets } });
    return {
      programs: new Map((records.programs ?? []).map((one) => [one.id, one])),
      assets: new Map((records.assets ?? []).map((one) => [one.id, one])),
    };
  }
}

/** A bound in units; between two units it is the next one inwards. */
function bound(text: string | undefined, asset: Asset, towards: 'up' | 'down'): Units | undefined {
  if (text === undefined) return undefined;
  const negative = text.startsWith('-');
  const plain = negative ? text.slice(1) : text;
  const exact = parseUnits(plain, asset.scale);
  if (typeof exact === 'bigint') return negative ? -exact : exact;
  const [whole = '0', fraction = ''] = plain.split('.');
  const floor = BigInt(whole + fraction.slice(0, asset.scale).padEnd(asset.scale, '0'));
  const signed = negative ? -floor : floor;
  if (towards === 'up') return negative ? signed : signed + 1n;
  return negative ? signed - 1n : signed;
}

function readPeriod(dto: SummaryQueryDto, faults: Faults): Period | null {
  const from = timeOf(dto.from);
  const to = timeOf(dto.to);
  if (from === null && to === null) return null;
  if (from === null || to === null) {
    const missing = from === null ? 'from' : 'to';
    if (!faults.has(missing)) faults.add(missing, 'required_together', 'is required with the other end of the period');
    return null;
  }
  if (to <= from) faults.add('to', 'out_of_range', 'must be later than from');
  return { from, to };
}

function publicSummary({ total, balance, participants, period }: AssetSummary, asset: Asset) {
  const text = (units: Units) => formatUnits(units, asset.scale);
  return {
    asset_id: asset.id,
    asset_symbol: asset.symbol,
    ...moved('total', total, text),
    total_other_adjustments_net: text(total.otherNet),
    other_adjustments_net: text((period?.moved ?? total).otherNet),
    current_balance: text(balance),
    participant_count: participants,
    ...(period
      ? {
          opening_balance: text(period.openingBalance),
          closing_balance: text(period.closingBalance),
          ...moved('period', period.moved, text),
        }
      : {}),
  };
}

function moved(
  of: 'total' | 'period',
  { issued, redeemed, expired, forfeited }: Movements,
  text: (units: Units) => string,
) {
  return {
    [`${of}_issued`]: text(issued),
    [`${of}_redeemed`]: text(redeemed),
    [`${of}_expired`]: text(expired),
    [`${of}_forfeited`]: text(forfeited),
  };
}

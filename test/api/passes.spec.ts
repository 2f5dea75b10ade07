// The quick check of requests and class-validator must agree on every class of request, whatever is sent.
import { validateSync } from 'class-validator';
import * as fc from 'fast-check';
import { EventsQueryDto } from '../../src/api/events/event.dto';
import { PageDto } from '../../src/api/list-filters';
import { passes } from '../../src/api/passes';
import { ListQueryDto } from '../../src/api/redemptions/list-query';
import {
  CaptureDto,
  CreateDto,
  EmptyDto,
  LookupDto,
  OptionsDto,
  ReverseDto,
  UpdateDto,
} from '../../src/api/redemptions/request.dto';
import { ReviewsQueryDto, VerdictDto } from '../../src/api/reviews/requests';
import { CreateTestVoucherDto } from '../../src/api/test-helpers/test-voucher.dto';
import {
  CreateEndpointDto,
  DeliveriesQueryDto,
  RotateSecretDto,
  UpdateEndpointDto,
} from '../../src/api/webhooks/requests';

const VOUCHER = { type: 'vouchers.ott', source: { pin: '1' } };
/** Every class of request, with one that is good: what is sent differs from it in a few fields. */
const SAMPLES: readonly (readonly [new () => object, object])[] = [
  [CaptureDto, { amount: 1 }],
  [CreateDto, { ...VOUCHER, amount: 1, currency: 'ZAR', metadata: {}, related_ids: ['a'], external_reference: null }],
  [EmptyDto, {}],
  [LookupDto, VOUCHER],
  [ListQueryDto, { status: 'reserved', outcome: 'paid', limit: '20' }],
  [OptionsDto, { partial: 'allow', mobile_number: '27821234567', store_id: 'A', terminal_id: 'B' }],
  [ReverseDto, { reason: 'r', amount: 1 }],
  [UpdateDto, { metadata: {}, external_reference: 'a' }],
  [CreateEndpointDto, { url: 'https://example.com', event_types: ['redemption.confirmed'], disabled: false }],
  [DeliveriesQueryDto, { limit: '20' }],
  [RotateSecretDto, { overlap_seconds: 1 }],
  [UpdateEndpointDto, { description: null }],
  [CreateTestVoucherDto, { type: 'vouchers.ott', amount: 1, scenario: 'ok' }],
  [EventsQueryDto, { limit: '20' }],
  [PageDto, { limit: '20' }],
  [ReviewsQueryDto, { limit: '20' }],
  [VerdictDto, { decision: 'paid', note: 'n', evidence: 'e', amount: 1 }],
];

/** Names of fields, of any of these classes or of none, and values of which each is good for some of them. */
const NAMES = [
  ...[
    'type',
    'source',
    'amount',
    'currency',
    'capture_method',
    'confirm',
    'redemption_options',
    'metadata',
    'created_to',
  ],
  ...['external_reference', 'related_ids', 'idempotency_key', 'reason', 'partial', 'mobile_number', 'store_id', 'url'],
  ...['status', 'outcome', 'cursor', 'limit', 'created_from', 'description', 'overlap_seconds', 'scenario'],
  ...['decision', 'note', 'evidence', 'event_types', 'disabled', 'terminal_id', 'nonsense', ''],
];
const VALUES: unknown[] = [
  ...[undefined, null, true, 0, 1, 1.5, 1900, -1, NaN, 2 ** 53, '', 'ZAR', 'zar', 'vouchers.ott', 'manual', 'allow'],
  ...['paid', 'reserved', '27821234567', 'TILL3', '20', '101', 'ok', 'a text', 'x'.repeat(600), '\u0000', '\ud800'],
  ...[{}, { pin: '1' }, [], ['a', 'b'], ['a', 1], [undefined], Array(21).fill('a'), 'https://example.com/hook'],
  ...[['redemption.confirmed'], 'redemption.confirmed', 'open', 'rdm_6740aa51c2f9d1e0b7a3c455', new Set(['a'])],
];
const changes = fc.dictionary(fc.constantFrom(...NAMES), fc.constantFrom(...VALUES), { maxKeys: 3 });

it.each(SAMPLES.map(([Dto, sample]) => [Dto.name, Dto, sample] as const))(
  'finds no fault with a %s exactly where class-validator finds none',
  (_, Dto, sample) => {
    expect(passes(Dto, Object.assign(new Dto(), sample))).toBe(true);
    fc.assert(
      fc.property(changes, (changed) => {
        const object = Object.assign(new Dto(), sample, changed);
        const faults = validateSync(object, {
          whitelist: true,
          forbidNonWhitelisted: true,
          forbidUnknownValues: false,
        });
        expect(passes(Dto, object)).toBe(faults.length === 0);
      }),
      { numRuns: 400 },
    );
  },
);

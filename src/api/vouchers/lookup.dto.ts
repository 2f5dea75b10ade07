// The response to a look-up, and the problem where the provider gave no value.
import { ApiProperty, ApiSchema } from '@nestjs/swagger';
import { CURRENCIES } from '../../core/values/money';
import type { Lookup, Source, Traits } from '../../core/providers/provider';
import { maskSource } from '../../core/providers/source';
import { ProblemException } from '../problems/problem';
import { CENTS } from '../openapi/properties';

@ApiSchema({ name: 'StoredValue' })
export class StoredValueDto {
  @ApiProperty({ enum: ['stored_value'] })
  object!: 'stored_value';

  @ApiProperty({ type: String, example: 'vouchers.blu' })
  type!: string;

  @ApiProperty({ ...CENTS, example: 1900, description: 'In cents.' })
  balance!: number;

  @ApiProperty({ enum: CURRENCIES })
  currency!: (typeof CURRENCIES)[number];

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { token: '************9838' },
    description: 'As sent, secrets masked to their last four characters.',
  })
  source!: Record<string, string>;

  @ApiProperty({
    type: 'object',
    additionalProperties: { type: 'string' },
    example: { status: 'ACTIVE' },
    description: 'What else the provider told. Never a secret.',
  })
  provider_metadata!: Readonly<Record<string, string>>;
}

/** The type that was looked up. */
type LookedUp = Pick<Traits, 'type' | 'keptHere'>;

/** Where the value is kept here, what was said is our own: it says more, and there is neither a voucher nor a provider. */
function declinedWords(keptHere: boolean | undefined, said: string | undefined): string {
  if (keptHere !== true) return 'The provider refused this voucher';
  return said ?? 'This cannot be redeemed';
}

/**
 * The response, with the source masked. Throws `ProblemException`: 422 with the decline, 502 or 503 where the provider
 * could not be asked.
 */
export function presentLookup({ type, keptHere }: LookedUp, source: Source, lookup: Lookup): StoredValueDto {
  switch (lookup.kind) {
    case 'found':
      return {
        object: 'stored_value',
        type,
        balance: lookup.balanceCents,
        currency: lookup.currency,
        source: maskSource(source),
        provider_metadata: lookup.metadata,
      };
    case 'declined':
      throw new ProblemException(422, lookup.code, declinedWords(keptHere, lookup.providerMessage), {
        extra: { provider_code: lookup.providerCode ?? null, provider_message: lookup.providerMessage ?? null },
      });
    case 'not_sent':
      if (lookup.code === 'provider_misconfigured')
        throw new ProblemException(502, lookup.code, 'The provider refused the credentials of this server');
      throw new ProblemException(503, lookup.code, 'The provider could not be asked', { retryAfterMs: 1000 });
    case 'unknown':
      // A look-up moves nothing: no answer is no harm, and it may simply be made again.
      throw new ProblemException(503, 'provider_unavailable', 'The provider gave no answer', { retryAfterMs: 1000 });
    default:
      return lookup satisfies never;
  }
}

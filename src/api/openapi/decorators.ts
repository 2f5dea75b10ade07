// Decorators by which controllers say what the API description needs beyond their types: problems, headers, responses.
import { applyDecorators, type Type } from '@nestjs/common';
import {
  ApiExtension,
  ApiExtraModels,
  ApiHeader,
  ApiParam,
  ApiResponse,
  ApiSecurity,
  getSchemaPath,
} from '@nestjs/swagger';
import type { ProblemCode } from '../problems/problem-table';

/** Where the codes wait until `describeProblems` turns them into responses. Removed from the finished document. */
export const PROBLEMS_MARK = 'x-vouch-problems';

/**
 * The problems a route can respond with, apart from those that every route has (key, rate limit, defects). Once a
 * route.
 */
export const MayFailWith = (...codes: readonly ProblemCode[]) => ApiExtension(PROBLEMS_MARK, codes);

/** A call that a paired terminal may make as well: in a browser it sends its cookie. */
export const ServesTerminals = () => applyDecorators(...['bearer', 'apiKey', 'till'].map((name) => ApiSecurity(name)));

/** Calls of people who are signed in at the console: a cookie, and the header without which it counts for nothing. */
export const OfPeople = () => applyDecorators(ApiSecurity('console'));

type Headers = NonNullable<Exclude<Parameters<typeof ApiResponse>[0], undefined>['headers']>;

const RETRY_AFTER: Headers = {
  'Retry-After': { description: 'Whole seconds to wait before asking again.', schema: { type: 'integer', minimum: 1 } },
};
const ETAG: Headers = {
  ETag: {
    description: 'The `version`, quoted: send it back as `If-Match`.',
    schema: { type: 'string', pattern: '^"\\d+"$' },
  },
};
const REPLAYED: Headers = {
  'Idempotent-Replayed': {
    description: '`true` where this answer was given before.',
    schema: { type: 'string', enum: ['true'] },
  },
};

interface Answer {
  readonly status: number;
  readonly description: string;
  /** It shows one object with a version, which is its ETag. */
  readonly versioned?: boolean;
  /** It may be given again to the same idempotency key. */
  readonly replayable?: boolean;
  readonly retry?: boolean;
}

/** A successful response with its headers. */
export const Responds = (type: Type, { status, description, versioned, replayable, retry }: Answer) =>
  ApiResponse({
    status,
    description,
    type,
    headers: { ...(versioned ? ETAG : {}), ...(replayable ? REPLAYED : {}), ...(retry ? RETRY_AFTER : {}) },
  });

/** A page as JSON, or with `Accept: text/csv` the whole list as CSV. */
export const RespondsAlsoCsv = (type: Type) =>
  applyDecorators(
    ApiExtraModels(type),
    ApiResponse({
      status: 200,
      description: 'One page; or with `Accept: text/csv` every row that matches (with `limit`: so many of them).',
      content: {
        'application/json': { schema: { $ref: getSchemaPath(type) } },
        'text/csv': {
          schema: {
            type: 'string',
            description:
              'RFC 4180, UTF-8, the first line names the columns. Amounts in cents, times in UTC. A cell that a spreadsheet would take for a formula begins with an apostrophe.',
          },
        },
      },
    }),
  );

/** A response of one of several shapes: the form of the id in the path says which. */
export const RespondsEither = (
  types: readonly Type[],
  { status, description, versioned, replayable }: Answer,
  // An empty list is of both kinds.
  how: 'oneOf' | 'anyOf' = 'oneOf',
) =>
  applyDecorators(
    ApiExtraModels(...types),
    ApiResponse({
      status,
      description,
      schema: { [how]: types.map((type) => ({ $ref: getSchemaPath(type) })) },
      headers: { ...(versioned ? ETAG : {}), ...(replayable ? REPLAYED : {}) },
    }),
  );

/** A call that makes something: 201, and 200 to a repeat with the same idempotency key, which shows it as it is by then. */
export const RespondsOrRepeats = (type: Type, description: string) =>
  applyDecorators(
    Responds(type, { status: 201, description }),
    Responds(type, {
      status: 200,
      description: 'The key was used before: what it made, as it is now.',
      replayable: true,
    }),
  );

/** The 202 of a call whose outcome is not known yet. */
export const RespondsWhileOpen = (type: Type, versioned = true) =>
  Responds(type, {
    status: 202,
    description:
      'The request left for the provider and no certain answer came back. Vouch keeps asking: read again after `Retry-After`. Do not send it under another key.',
    versioned,
    replayable: true,
    retry: true,
  });

/** The path parameter `id` of a redemption. */
export const RedemptionId = () =>
  ApiParam({
    name: 'id',
    schema: { type: 'string', pattern: '^rdm_[0-9a-f]{24}$' },
    example: 'rdm_6740aa51c2f9d1e0b7a3c455',
  });

/** The path parameter `id` of a redemption of either kind. */
export const EitherRedemptionId = () =>
  ApiParam({
    name: 'id',
    description: '`rdm_…` of a voucher, or the UUID of a redemption of points: each answers in its own shape.',
    schema: {
      type: 'string',
      oneOf: [
        { type: 'string', pattern: '^rdm_[0-9a-f]{24}$' },
        { type: 'string', format: 'uuid' },
      ],
    },
    example: 'rdm_6740aa51c2f9d1e0b7a3c455',
  });

/** Describes the header alone; that the route honours it is up to its handler or to `StoredAnswerPost`. */
export const TakesIdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: false,
    description: 'Makes the call safe to repeat for 30 days: same key and same request, same answer.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
  });

/** The key of an attempt whose outcome is asked for. */
export const NeedsIdempotencyKey = () =>
  ApiHeader({
    name: 'Idempotency-Key',
    required: true,
    description: 'The key that the attempt was made with.',
    schema: { type: 'string', minLength: 1, maxLength: 255, pattern: '^[\\x20-\\x7e]+$' },
  });

const VERSION = String.raw`(W/)?"[1-9]\d{0,8}"|[1-9]\d{0,8}`;
/** A version in `If-Match`, and no `*`. */
export const ONE_VERSION = { type: 'string', pattern: `^(${VERSION})$` } as const;

/** Describes the header alone; `readIfMatch` reads it. */
export const TakesIfMatch = () =>
  ApiHeader({
    name: 'If-Match',
    required: false,
    description:
      'The version the caller has seen: `"3"`. A stale one is refused with 412. `*` asks for none in particular.',
    schema: { type: 'string', pattern: `^(\\*|${VERSION})$` },
  });

/** A write on one redemption: its id, and the two headers that guard it. */
export const GuardedWrite = () => applyDecorators(RedemptionId(), TakesIdempotencyKey(), TakesIfMatch());

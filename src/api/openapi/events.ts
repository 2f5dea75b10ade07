// What events tell, by their names: each is a schema of its own, and a webhook.
import type { OpenAPIObject } from '@nestjs/swagger';
import { oneOf, pascal, propertiesOf, refTo, schemasOf, type Json } from './schemas';

/** Makes `Event` one of several, told apart by `type`, and describes each as a webhook. */
export function describeEvents(document: OpenAPIObject): void {
  const schemas = schemasOf(document);
  const whole = schemas['Event'];
  if (!whole) throw new Error('The schema Event is gone');
  const names = (propertiesOf(whole)['type'] as { enum: readonly string[] }).enum;
  Object.assign(schemas, TOLD);
  describePoints(schemas);
  for (const name of names)
    schemas[eventOf(name)] = {
      ...whole,
      description: whole['description'],
      properties: { ...propertiesOf(whole), type: { type: 'string', enum: [name] }, data: toldOf(name) },
    };
  schemas['Event'] = oneOf(
    names.map((name) => [name, eventOf(name)]),
    'type',
  );
  Object.assign(document, { webhooks: Object.fromEntries(names.map((name) => [name, webhookOf(name)])) });
}

function eventOf(name: string): string {
  return `${pascal(name)}Event`;
}

const REVERSED = {
  type: 'object',
  description: 'What was given back, and its own amount: `reversed_amount` beside it is the sum so far.',
  required: ['id', 'object', 'amount', 'currency', 'status', 'method', 'settled_at', 'created_at'],
  properties: {
    id: { type: 'string', pattern: '^rev_[0-9a-f]{24}$', example: 'rev_6740aa51c2f9d1e0b7a3c455' },
    object: { type: 'string', enum: ['reversal'] },
    amount: { type: 'integer', format: 'int64', minimum: 0, example: 500 },
    currency: { type: 'string', example: 'ZAR' },
    status: { type: 'string', enum: ['succeeded'] },
    method: { type: 'string', enum: ['restored', 'refund_voucher'] },
    settled_at: { type: 'string', format: 'date-time' },
    created_at: { type: 'string', format: 'date-time' },
  },
};

const TOLD: Readonly<Record<string, Json>> = {
  ToldReversal: REVERSED,
  ToldRedemption: {
    description: 'The redemption as it was right after, PINs and phone numbers masked.',
    allOf: [
      refTo('Redemption'),
      {
        type: 'object',
        properties: {
          operations_omitted: {
            type: 'integer',
            minimum: 1,
            description: 'How many of `operations` are left out: those that changed last are here.',
          },
        },
      },
    ],
  },
  ToldReversedRedemption: {
    description: 'The redemption as it was right after, with what was given back.',
    allOf: [
      refTo('ToldRedemption'),
      { type: 'object', required: ['reversal'], properties: { reversal: refTo('ToldReversal') } },
    ],
  },
};

const ID = { type: 'string', format: 'uuid' };
const TIME = { type: 'string', format: 'date-time' };
const UNITS = { type: 'string', example: '1500.00' };
const BALANCE = { ...refTo('PointsBalance'), description: 'What the participant has after it.' };

/** What the ledger of points tells, made of what its answers show. `object` says which it is. */
function describePoints(schemas: Record<string, Json>): void {
  const told = (object: string, properties: Json, optional: readonly string[], description: string) => ({
    type: 'object',
    description,
    required: ['object', ...Object.keys(properties).filter((name) => !optional.includes(name))],
    properties: { object: { type: 'string', enum: [object] }, ...properties },
  });
  const shown = (name: string) => {
    const schema = schemas[name];
    if (!schema) throw new Error(`The schema ${name} is gone`);
    const properties = propertiesOf(schema);
    const required = schema['required'] as readonly string[];
    return { properties, optional: Object.keys(properties).filter((field) => !required.includes(field)) };
  };
  const about = { program_id: ID, asset_id: ID };
  const movement = {
    id: ID,
    action_type: { type: 'string', enum: actionTypesOf(schemas) },
    ...about,
    asset_symbol: { type: 'string', example: 'STAR' },
    amount: { ...UNITS, description: 'What moved, above zero.' },
    journal_entry_id: ID,
    reference_id: { type: 'string', nullable: true },
    created_at: TIME,
  };
  const bucket = {
    type: 'string',
    enum: ['AVAILABLE', 'HELD', 'DEFERRED'],
    description: 'Where it moved; of a movement between two the one that it left.',
  };
  const redemption = shown('PointsRedemption');
  const reversal = shown('PointsReversal');
  const { properties: participant } = shown('Participant');
  const named = ['id', 'external_id', 'status', 'program_ids', 'created_at', 'updated_at'];
  Object.assign(schemas, {
    ToldParticipant: told(
      'participant',
      Object.fromEntries(named.map((name) => [name, participant[name]])),
      [],
      'A participant, without anything that says who it is but your own name for it.',
    ),
    ToldPointsMovement: told(
      'points_movement',
      { ...movement, participant_id: ID, bucket, balance: BALANCE },
      ['bucket'],
      'What moved in the balance of a participant.',
    ),
    ToldWalletMovement: told(
      'points_movement',
      { ...movement, available: { ...UNITS, description: 'What the wallet has left.' } },
      ['available'],
      'What moved in the wallet of a program.',
    ),
    ToldPointsRedemption: told(
      'points_redemption',
      { ...redemption.properties, balance: BALANCE },
      redemption.optional,
      'The redemption of points, as it is read by its id.',
    ),
    ToldPointsReversal: told(
      'points_reversal',
      { ...reversal.properties, participant_id: ID, ...about, balance: BALANCE },
      reversal.optional,
      'What was given back of a redemption of points.',
    ),
  });
}

function actionTypesOf(schemas: Record<string, Json>): unknown {
  return (propertiesOf(schemas['JournalEntry'] ?? {})['action_type'] as Json)['enum'];
}

function toldOf(name: string): Json {
  if (name === 'redemption.reversed') return { anyOf: [refTo('ToldReversedRedemption'), refTo('ToldPointsReversal')] };
  if (name === 'redemption.completed') return refTo('ToldPointsRedemption');
  if (name === 'participant.created') return refTo('ToldParticipant');
  if (name.startsWith('balance.')) return refTo('ToldPointsMovement');
  if (name.startsWith('program.')) return refTo('ToldWalletMovement');
  return refTo(name.startsWith('webhook_endpoint.') ? 'WebhookEndpoint' : 'ToldRedemption');
}

function webhookOf(name: string): Json {
  const text = { type: 'string' };
  const header = (of: string, description: string) => ({
    name: of,
    in: 'header',
    required: true,
    description,
    schema: text,
  });
  return {
    post: {
      operationId: `on${pascal(name)}`,
      summary: name,
      description: 'Sent to each endpoint that asked for it. Answer 2xx within 15 seconds.',
      tags: ['Webhooks'],
      parameters: [
        header('webhook-id', 'The id of the event: the same in every attempt.'),
        header('webhook-timestamp', 'Seconds, of this attempt.'),
        header('webhook-signature', '`v1,` and base64; two of them while a secret is rotated.'),
      ],
      requestBody: { required: true, content: { 'application/json': { schema: refTo(eventOf(name)) } } },
      responses: { '2XX': { description: 'Delivered.' }, default: { description: 'Sent again later.' } },
    },
  };
}

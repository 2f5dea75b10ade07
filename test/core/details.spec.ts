// What a provider names an operation by: kept few, short, plainly named and without a secret, whatever an adapter hands over.
import { DETAILS_MAX, keptDetails } from '../../src/core/providers/details';
import { publicRedemption } from '../../src/core/redemption/shown/present';
import { Pin } from '../../src/core/values/pin';
import { sampleOperation, sampleRedemption } from '../fixtures/redemption';

it('keeps what is named in snake case and short', () => {
  const fine = { serial_number: '100200300400', voucher_id: 'V-1' };
  const wrong = {
    reference: 'another',
    transaction_id: 'another',
    'Serial Number': '1',
    _id: '1',
    $where: '1',
    'a.b': '1',
    empty: '',
    long: 'x'.repeat(101),
    number: 5 as unknown as string,
  };
  expect(keptDetails({ ...wrong, ...fine }, [])).toEqual(fine);
  expect(keptDetails(wrong, [])).toBeUndefined();
  expect(keptDetails(undefined, [])).toBeUndefined();
  const many = Object.fromEntries(Array.from({ length: 50 }, (_, index) => [`name_${String(index)}`, 'x']));
  expect(Object.keys(keptDetails(many, []) ?? {})).toHaveLength(DETAILS_MAX);
});

it.each(['1234567890123456', 'SN 1234-5678-9012-3456', 'x1234567890123456x'])('drops a PIN written %s', (text) => {
  const pin = new Pin('1234567890123456');
  expect(keptDetails({ serial_number: text, batch: '7' }, [pin])).toEqual({ batch: '7' });
});

it('shows a document of a version that kept no details', () => {
  const operation = sampleOperation({ reference: 'op-1', transactionId: 't-1' });
  expect('details' in operation).toBe(false);
  const shown = publicRedemption(sampleRedemption({ operations: [operation] }));
  expect(shown.provider_reference).toEqual({ reference: 'op-1', transaction_id: 't-1' });
  expect(shown.operations[0]?.provider_reference).toEqual(shown.provider_reference);
});

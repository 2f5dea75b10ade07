// Blu under the conformance suite.
import { join } from 'node:path';
import { describeConformance, loadFixtures } from '../kit/conformance';
import blu from '.';

describeConformance({
  definition: blu,
  fixtures: loadFixtures(join(__dirname, 'fixtures')),
  moneyRequests: ['POST /voucher/variable/redemptions', 'POST /voucher/variable/sales'],
  unlisted: { status: 400, json: { status: 400, error: 'Bad Request', message: 'Something new' } },
  pinInLookupUrl: true,
});

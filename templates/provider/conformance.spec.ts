// Sample Voucher under the conformance suite.
import { join } from 'node:path';
import { describeConformance, loadFixtures } from '../../adapters/kit/conformance';
import sampleVoucher from '.';

describeConformance({
  definition: sampleVoucher,
  fixtures: loadFixtures(join(__dirname, 'fixtures')),
  moneyRequests: ['POST /redemptions'],
  unlisted: { status: 422, json: { error: 'NEVER_SEEN', message: 'Something new' } },
});

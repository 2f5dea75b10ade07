// OTT under the conformance suite.
import { join } from 'node:path';
import { describeConformance, loadFixtures } from '../kit/conformance';
import ott from '.';

describeConformance({
  definition: ott,
  fixtures: loadFixtures(join(__dirname, 'fixtures')),
  moneyRequests: ['POST /api/v1/RemitVoucher', 'POST /api/reseller/v1/GetVoucher'],
  unlisted: { status: 201, json: { success: 'false', message: 'Something new', errorCode: '7777' } },
});

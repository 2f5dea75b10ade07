// 1Voucher under the conformance suite.
import { join } from 'node:path';
import { describeConformance, loadFixtures } from '../kit/conformance';
import oneVoucher from '.';

describeConformance({
  definition: oneVoucher,
  fixtures: loadFixtures(join(__dirname, 'fixtures')),
  moneyRequests: ['redeem', 'reverse', 'refund'].map((name) => `POST /aggregation/4.0/1voucher/${name}`),
  unlisted: { status: 400, json: { responseCode: 2999, responseMessage: 'Something new' } },
  standing: [
    {
      request: { method: 'POST', path: '/token' },
      reply: { status: 200, json: { access_token: 'conformance-token', token_type: 'Bearer', expires_in: 3600 } },
    },
  ],
});

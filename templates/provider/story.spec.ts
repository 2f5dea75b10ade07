// The adapter against the simulator of its provider. It has no story of its own yet.
import { describeStories } from '../../adapters/kit/conformance';
import sampleVoucher from '.';

describeStories({
  definition: sampleVoucher,
  pinLength: 16,
  change: 'inline',
  asksAfterDoubt: true,
  refunds: 'none',
  lookup: false,
});

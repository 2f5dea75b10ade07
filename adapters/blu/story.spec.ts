// The adapter against the simulator of its provider. It has no story of its own.
import { describeStories } from '../kit/conformance';
import blu from '.';

describeStories({
  definition: blu,
  pinLength: 16,
  change: 'inline',
  asksAfterDoubt: true,
  refunds: 'without_inquiry',
  lookup: true,
});

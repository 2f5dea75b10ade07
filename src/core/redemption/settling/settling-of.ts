// Which handlers settle an operation.
import type { Operation } from '../redemption';
import type { Settling } from './apply-answer';
import { settleCapture, settleHold, settleRelease, settleReserve } from './settle-capture';
import { settleReversal } from './settle-reversal';

/** By type, and for what comes before a capture by whether the provider itself holds something. */
export function settlingOf({ type, method }: Pick<Operation, 'type' | 'method'>): Settling {
  switch (type) {
    case 'confirm':
      return settleCapture;
    case 'reverse':
      return settleReversal;
    case 'release':
      return settleRelease;
    case 'reserve':
      return method === 'hold' ? settleHold : settleReserve;
    default:
      return type satisfies never;
  }
}

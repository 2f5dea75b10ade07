// The webhook part of the store contract, on every engine.
import { forEachEngine } from '../tools/engines';
import { describeWebhookContract } from './contract/webhooks';

jest.setTimeout(60_000);

forEachEngine('webhook store', describeWebhookContract);

// Starts the shop.
import { createVouch } from 'vouch-client';
import { OrderBook } from './order-book.js';
import { program } from './program.js';
import { createShopServer } from './server.js';
import { isLive, readSettings } from './settings.js';
import { Shop } from './shop.js';
import { ownEndpoint } from './webhooks.js';

const LOOK_EVERY_MS = 60_000;

await program(async () => {
  const settings = readSettings(process.env);
  const vouch = createVouch({ baseUrl: settings.vouchUrl, apiKey: settings.secretKey });
  const book = OrderBook.open(settings.bookFile);
  const shop = new Shop(vouch, book, isLive(settings.secretKey));
  const { secret } = await ownEndpoint(vouch, book, `${settings.ownUrl}/webhooks/vouch`);

  const server = createShopServer(shop, settings, secret);
  server.listen(settings.port, '127.0.0.1', () => process.stdout.write(`The shop is open: ${settings.ownUrl}\n`));

  const warn = (text: string) => process.stderr.write(`${text}\n`);
  let isLooking = false;
  /** One round at a time: a slow one is not overtaken. */
  async function look(): Promise<void> {
    if (isLooking) return;
    isLooking = true;
    await shop.lookAtUnsettled(warn).finally(() => (isLooking = false));
  }
  await look();
  const timer = setInterval(() => void look().catch((error: unknown) => warn(String(error))), LOOK_EVERY_MS);

  process.once('SIGTERM', () => {
    clearInterval(timer);
    server.close(() => book.close());
    server.closeIdleConnections();
  });
});

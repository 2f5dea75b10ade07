// What the browser keeps of the page itself: this till's own files, or nothing.
import type { Browser } from 'playwright-core';
import { startWorld, type World } from '../../api/world';
import { describeInBrowser, startBrowser } from '../browser';
import { openTill, type Till } from './till';

jest.setTimeout(180_000);

const WORKER = 'GET /till/service-worker.js';
const HTML = { 'content-type': 'text/html' };

describeInBrowser('The page that is kept', () => {
  let world: World;
  let browser: Browser;
  beforeAll(async () => {
    [world, browser] = await Promise.all([startWorld(null), startBrowser()]);
  });
  afterAll(async () => {
    await browser.close();
    await world.close();
  });

  const inPage = <T>(till: Till, script: string): Promise<T> => till.page.evaluate<T>(`(async () => { ${script} })()`);
  /** Nothing of an earlier visit is left. */
  const forget = (till: Till) =>
    inPage(
      till,
      `await (await navigator.serviceWorker.ready).unregister();
      for (const name of await caches.keys()) await caches.delete(name);`,
    );
  /** Whether a worker is being put in. */
  const IS_INSTALLING = 'navigator.serviceWorker.getRegistration().then((made) => Boolean(made?.installing))';

  it.each([
    ['its page', '', ['GET /till', 'GET /till/']],
    ['one of its files', '/vouch', ['GET /till/icon.svg', 'GET /till/manifest.webmanifest']],
  ])(
    'is not the answer of a network that wants somebody to sign in first: %s, behind "%s"',
    async (_, path, routes) => {
      const till = await openTill(world, browser, { path });
      try {
        await till.shows('amount');
        await forget(till);
        const held = till.gate.hold(WORKER);
        await till.open();
        await held.arrived;
        await till.shows('amount');
        const asked = routes.map((route) => till.gate.nth(route, till.gate.to(route).length + 1));
        for (const route of routes) till.gate.answer(route, 200, HTML, { portal: 'Please sign in' });
        await held.release();
        await Promise.all(asked);
        await till.page.waitForFunction(`${IS_INSTALLING}.then((it) => !it)`);
        await till.open();
        await till.shows('amount');
        // Nobody is in between any more.
        await inPage(till, 'await navigator.serviceWorker.ready');
        await till.context.setOffline(true);
        await till.page.reload();
        await till.shows('amount');
        const icon = `return (await fetch('till/icon.svg')).headers.get('content-type')`;
        expect(await inPage(till, icon)).toContain('image/svg');
      } finally {
        await till.close();
      }
    },
  );

  it.each(['', '/vouch'])('is installed as the page that it is, behind "%s"', async (path) => {
    const till = await openTill(world, browser, { path });
    try {
      await till.shows('amount');
      const browserKnows = await till.context.newCDPSession(till.page);
      const { manifest } = await browserKnows.send('Page.getAppManifest');
      const own = `${till.gate.url}/till`;
      expect(manifest).toMatchObject({ id: own, startUrl: own, scope: own });
    } finally {
      await till.close();
    }
  });
});

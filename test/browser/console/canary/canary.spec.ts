// The canary: a day of three people, with every secret there is in it, and afterwards a look for each of them in each place where one
// could have been left: what a browser keeps, addresses, the screen, logs, traces, metrics, webhooks, the audit log, files, the store.
import type { Browser } from 'playwright-core';
import { startWorld, type World } from '../../../api/world';
import { until } from '../../../crash/stage';
import { Collector } from '../../../observability/collector';
import { freePort } from '../../../tools/free-port';
import { Receiver } from '../../../webhooks/receiver';
import { startBrowser } from '../../browser';
import { filesOf } from './canary';
import { Day } from './day';
import { describeConsole } from '../desk';
import { Staff } from '../people';

jest.setTimeout(300_000);

const OTEL = { OTEL_SERVICE_NAME: 'vouch-canary', OTEL_BSP_SCHEDULE_DELAY: '100' };
const KINDS = [
  ...['change PIN', 'endpoint secret', 'password', 'presented PIN', 'recovery code', 'refund PIN', 'secret key'],
  ...['seed', 'session'],
];

describeConsole('The canary of the console', (databaseUrl) => {
  let collector: Collector;
  let receiver: Receiver;
  let world: World;
  let browser: Browser;
  let staff: Staff;
  let day: Day;
  beforeAll(async () => {
    [collector, receiver, browser] = await Promise.all([Collector.start(), Receiver.start(), startBrowser()]);
    const env = { ...OTEL, OTEL_EXPORTER_OTLP_ENDPOINT: collector.url };
    Object.assign(process.env, env);
    const metrics = { VOUCH_METRICS_PORT: String(await freePort()) };
    world = await startWorld(databaseUrl, { ...env, ...metrics, VOUCH_APPROVAL_ABOVE: '2000' });
    staff = await Staff.of(world);
    day = new Day(world, browser, staff);
  });
  afterAll(async () => {
    for (const name of [...Object.keys(OTEL), 'OTEL_EXPORTER_OTLP_ENDPOINT']) process.env[name] = '';
    await browser.close();
    await world.close();
    await Promise.all([collector.stop(), receiver.stop()]);
  });

  /** Everybody leaves; what each browser holds is looked through before and after. */
  const leave = async (): Promise<string[]> => {
    const found: string[] = [];
    for (const { desk, observed } of day.desks) {
      for (const text of await observed.cookies()) day.secrets.add('session', text);
      expect(await desk.context.cookies()).toHaveLength(1);
      found.push(...day.secrets.foundIn(await observed.places()));
      await desk.button('Sign out').click();
      await desk.page.getByLabel('E-mail').waitFor();
      expect(await desk.context.cookies()).toEqual([]);
      found.push(...day.secrets.foundIn(await observed.places()));
      expect(desk.complaints).toEqual([]);
    }
    return found;
  };

  it('finds no PIN, session, password, seed, recovery code, key or secret that people had to do with', async () => {
    const admin = await day.open();
    await day.administer(admin, receiver.url);
    const { id, pin } = await day.sale();
    await world.openReview(id);
    const { data } = (await world.call('GET /v1/reviews')).body;
    const review = data.find(({ redemption_id }) => redemption_id === id)?.id ?? '';
    const agent = await staff.hire('agent');
    day.note(agent);
    await day.giveBack(await day.open(), agent, pin);
    const desk = await day.open();
    const approver = await day.welcome(desk, 'nomsa@shop.example', 'nine yellow tractors');
    await day.approve(desk, approver);
    await day.reveal(desk, id, 3, async () => {
      // The canary sings where there is something.
      const found = day.secrets.foundIn(await day.desks.at(-1)!.observed.places());
      expect(found).toEqual([expect.stringMatching(/^(?:change|refund) PIN \d+: document$/)]);
    });
    await day.judge(desk, review);
    await admin.goto('/test/audit');
    await admin.page.getByRole('cell', { name: 'verdict given' }).first().waitFor();
    await day.takeOut('audit log', admin);
    await until('the reversals were told', () => receiver.types.filter((type) => /revers/.test(type)).length >= 2);

    const inBrowsers = await leave();
    const audit = JSON.stringify(await staff.ask('GET /v1/audit_log?limit=100'));
    const metrics = await (await fetch(world.server.metricsUrl ?? '')).text();
    // Closed: whatever was still to be written has been.
    await world.server.close();
    const places = {
      ...day.files,
      ...filesOf(world.folder),
      store: await world.stored(),
      log: world.logs.join('\n'),
      traces: collector.texts.join('\n'),
      webhooks: JSON.stringify(receiver.received),
      audit,
      metrics,
    };
    // Each place is what it is taken for, and each kind of secret came up.
    const marks = {
      log: '/v1/redemptions',
      store: id,
      traces: 'use case ',
      webhooks: id,
      audit: id,
      metrics: 'vouch_',
    };
    for (const [place, mark] of Object.entries(marks))
      expect([place, places[place as keyof typeof marks].includes(mark)]).toEqual([place, true]);
    expect([...new Set(day.secrets.names)].sort()).toEqual(KINDS);
    expect([...inBrowsers, ...day.secrets.foundIn(places)]).toEqual([]);
  });
});

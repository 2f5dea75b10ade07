import { startWorld, type World } from './world';
let world: World;
beforeAll(async () => { world = await startWorld(null); });
afterAll(() => world.close());
it('x', async () => {
  for (const p of ['/till', '/till/', '/till?amount=1', '/till/service-worker.js', '/till/nothing.js', '/till/assets/nothing.js', '/till/a/b/c', '/till/index.html','/till/..%2f..%2fpackage.json']) {
    const r = await fetch(world.server.url + p, {redirect:'manual'});
    console.log(p, r.status, JSON.stringify(Object.fromEntries(r.headers)), (await r.text()).slice(0, 450));
  }
  const h = await fetch(world.server.url + '/till', { method: 'HEAD' });
  console.log(h.status, h.headers.get('content-length'));
  const po = await fetch(world.server.url + '/till', { method: 'POST' });
  console.log(po.status, po.headers.get('allow'), await po.text());
});

// Reads a V8 CPU profile and says in what the time went: self time by package or source folder, and the dearest functions.
import { readFileSync } from 'node:fs';

/** A few dozen lines of text, without the first `skipMs`: the start. Shares are of the time in which the process was not idle. */
export function summariseProfile(file, skipMs) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));
  const self = new Map();
  let atMicros = 0;
  samples.forEach((id, index) => {
    const micros = timeDeltas[index] ?? 0;
    atMicros += micros;
    if (atMicros > skipMs * 1000) self.set(id, (self.get(id) ?? 0) + micros);
  });
  const areas = new Map();
  const functions = new Map();
  const withCallees = inclusive(nodes, self);
  let busy = 0;
  for (const { id, callFrame } of nodes) {
    const micros = self.get(id) ?? 0;
    if (micros === 0 || callFrame.functionName === '(idle)') continue;
    busy += micros;
    const area = areaOf(callFrame);
    add(areas, area, micros);
    add(functions, `${callFrame.functionName || '(anonymous)'}  ${area}:${callFrame.lineNumber + 1}`, micros);
  }
  return [
    `busy ${(busy / 1e6).toFixed(2)} s`,
    '',
    ...top(areas, busy, 25),
    '',
    ...top(functions, busy, 30),
    '',
    'with what they call:',
    '',
    ...top(withCallees, busy, 60),
    '',
  ].join('\n');
}

/** Time in a function and all that it calls; a function within itself counts once. Asynchronous work counts where it runs. */
function inclusive(nodes, self) {
  const byId = new Map(nodes.map((node) => [node.id, node]));
  const totals = new Map();
  const walk = (node, above) => {
    const name = `${node.callFrame.functionName || '(anonymous)'}  ${areaOf(node.callFrame)}:${node.callFrame.lineNumber + 1}`;
    const inside = above.has(name);
    if (!inside) above.add(name);
    let micros = self.get(node.id) ?? 0;
    for (const id of node.children ?? []) micros += walk(byId.get(id), above);
    if (!inside) {
      above.delete(name);
      if (!['(root)', '(idle)', '(program)'].includes(node.callFrame.functionName)) add(totals, name, micros);
    }
    return micros;
  };
  if (nodes[0]) walk(nodes[0], new Set());
  return totals;
}

function areaOf({ url, functionName }) {
  if (url === '') return functionName.startsWith('(') ? functionName : '(native)';
  const inPackage = /node_modules\/((?:@[^/]+\/)?[^/]+)\/(?!.*node_modules\/)/.exec(url);
  if (inPackage) return inPackage[1];
  if (url.startsWith('node:')) return url;
  return url.replace(/^.*\/dist\//, '');
}

function add(map, key, value) {
  map.set(key, (map.get(key) ?? 0) + value);
}

function top(map, total, count) {
  return [...map]
    .sort((a, b) => b[1] - a[1])
    .slice(0, count)
    .map(([name, micros]) => `${((100 * micros) / total).toFixed(1).padStart(5)} %  ${name}`);
}

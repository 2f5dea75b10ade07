// Reads a V8 CPU profile and says in what the time went: self time by package or source folder, and the dearest functions.
import { readFileSync } from 'node:fs';

/** A few dozen lines of text; shares are of the time in which the process was not idle. */
export function summariseProfile(file) {
  const { nodes, samples, timeDeltas } = JSON.parse(readFileSync(file, 'utf8'));
  const self = new Map();
  samples.forEach((id, index) => self.set(id, (self.get(id) ?? 0) + (timeDeltas[index] ?? 0)));
  const areas = new Map();
  const functions = new Map();
  let busy = 0;
  for (const { id, callFrame } of nodes) {
    const micros = self.get(id) ?? 0;
    if (micros === 0 || callFrame.functionName === '(idle)') continue;
    busy += micros;
    const area = areaOf(callFrame);
    add(areas, area, micros);
    add(functions, `${callFrame.functionName || '(anonymous)'}  ${area}:${callFrame.lineNumber + 1}`, micros);
  }
  return [`busy ${(busy / 1e6).toFixed(2)} s`, '', ...top(areas, busy, 25), '', ...top(functions, busy, 40), ''].join(
    '\n',
  );
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

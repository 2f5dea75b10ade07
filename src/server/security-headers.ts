// The headers that protect a browser: one set for answers of the API, one for the API browser, one for each kind of page of our own.
import helmet from '@fastify/helmet';
import { FastifyAdapter } from '@nestjs/platform-fastify';

/** Where in the address space an answer stands. */
export type Area = 'api' | 'docs' | 'reference' | 'till' | 'console';
/** For each area what its answers carry. */
export type AreaHeaders = Readonly<Record<Area, Readonly<Record<string, string>>>>;

const NOTHING = ["'none'"];
const OWN = ["'self'"];

interface Policy {
  /** Only these directives where false; helmet's own beside them where true. */
  readonly useDefaults: boolean;
  readonly directives: Readonly<Record<string, string[] | null>>;
}

const POLICIES: Readonly<Record<Area, Policy>> = {
  // JSON needs nothing, and must not become a page where somebody opens it in a browser.
  api: {
    useDefaults: false,
    directives: { defaultSrc: NOTHING, baseUri: NOTHING, formAction: NOTHING, frameAncestors: NOTHING },
  },
  // Pages that were built need nothing inline, and send no form.
  docs: {
    useDefaults: false,
    directives: {
      defaultSrc: NOTHING,
      scriptSrc: OWN,
      styleSrc: OWN,
      imgSrc: [...OWN, 'data:'],
      connectSrc: OWN,
      baseUri: NOTHING,
      formAction: NOTHING,
      frameAncestors: NOTHING,
    },
  },
  // Only what this server itself serves. The API browser styles itself inline, and is the only page that may.
  reference: {
    useDefaults: true,
    directives: {
      defaultSrc: OWN,
      styleSrc: [...OWN, "'unsafe-inline'"],
      imgSrc: [...OWN, 'data:'],
      frameAncestors: NOTHING,
      // Or a browser would ask for our own scripts over https, which a server on a local network does not speak.
      upgradeInsecureRequests: null,
    },
  },
  // As the till, but that it sends no form and has no camera.
  console: {
    useDefaults: false,
    directives: {
      defaultSrc: NOTHING,
      scriptSrc: OWN,
      styleSrc: OWN,
      imgSrc: [...OWN, 'data:', 'blob:'],
      connectSrc: OWN,
      manifestSrc: OWN,
      workerSrc: OWN,
      baseUri: NOTHING,
      formAction: NOTHING,
      frameAncestors: NOTHING,
    },
  },
  till: {
    useDefaults: false,
    directives: {
      defaultSrc: NOTHING,
      scriptSrc: OWN,
      styleSrc: OWN,
      imgSrc: [...OWN, 'data:', 'blob:'],
      connectSrc: OWN,
      manifestSrc: OWN,
      workerSrc: OWN,
      baseUri: NOTHING,
      formAction: OWN,
      frameAncestors: NOTHING,
    },
  },
};

/** A till may read a code with its camera one day; nothing else of a device is asked for anywhere. */
const permissions = (camera: string) => `camera=${camera}, geolocation=(), microphone=(), payment=(), usb=()`;

/** The plugin works its headers out anew for every request, although they never change: it is asked once for each area instead. */
export async function securityHeaders(): Promise<AreaHeaders> {
  const probe = new FastifyAdapter().getInstance();
  await probe.register(helmet, { global: false });
  const areas = Object.keys(POLICIES) as Area[];
  for (const area of areas)
    probe.get(`/${area}`, { helmet: { contentSecurityPolicy: POLICIES[area] } }, (_request, reply) => reply.send());
  const entries = await Promise.all(
    areas.map(async (area) => {
      const { headers } = await probe.inject(`/${area}`);
      const own = ownOf(headers, area === 'api' ? FOR_PAGES : []);
      return [area, { ...own, 'permissions-policy': permissions(area === 'till' ? '(self)' : '()') }] as const;
    }),
  );
  await probe.close();
  return Object.fromEntries(entries) as unknown as AreaHeaders;
}

/** Of a page, a window or a plug-in: they say nothing of JSON, which nothing opens as one, and each costs as much as its line in every answer. */
const FOR_PAGES = [
  'cross-origin-opener-policy',
  'origin-agent-cluster',
  'x-dns-prefetch-control',
  'x-download-options',
  'x-permitted-cross-domain-policies',
  'x-xss-protection',
];
const OF_THE_PROBE = ['content-length', 'date', 'connection'];

function ownOf(headers: Readonly<Record<string, unknown>>, without: readonly string[]): Record<string, string> {
  const left = new Set([...OF_THE_PROBE, ...without]);
  const own = Object.entries(headers).filter(([name]) => !left.has(name));
  const entries = own.map(([name, value]): [string, string] => [name, String(value)]);
  // Answers hold PINs, and the caller's own business: no cache on the way keeps one. What may be kept says so itself.
  return { ...Object.fromEntries(entries), 'cache-control': 'no-store' };
}

/** By the pattern of the route: whatever has no route is answered by the API. */
export function areaOf(route: string | undefined): Area {
  if (route === undefined) return 'api';
  if (isUnder('/till', route)) return 'till';
  if (isUnder('/console', route)) return 'console';
  if (isUnder('/docs/reference', route)) return 'reference';
  return isUnder('/docs', route) ? 'docs' : 'api';
}

function isUnder(folder: string, route: string): boolean {
  return route.startsWith(folder) && (route.length === folder.length || route.charAt(folder.length) === '/');
}

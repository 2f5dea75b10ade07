// Which address shows which screen. Screens are loaded when they are gone to: the first one needs few of them.
import type { QueryClient } from '@tanstack/react-query';
import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  type AnyRoute,
  type RouteComponent,
} from '@tanstack/react-router';
import { CONSOLE_PATH } from './api/place';
import { NotFound, Start, Stumbled } from './screens/shell/edges';
import { Root } from './screens/shell/root';
import { Shell } from './screens/shell/shell';
import { SignIn } from './screens/signin/sign-in';

/** Texts as they are: a search for four digits is not a number. */
const parseSearch = (text: string): Record<string, string> => Object.fromEntries(new URLSearchParams(text));
const stringifySearch = (values: Record<string, unknown>): string => {
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(values))
    if (typeof value === 'string' && value !== '') query.set(name, value);
  const text = query.toString();
  return text === '' ? '' : `?${text}`;
};

const root = createRootRoute({ component: Root });

const at = (parent: AnyRoute, path: string, component: RouteComponent) =>
  createRoute({ getParentRoute: () => parent, path, component });

const shell = at(root, '$mode', Shell);

/** Everything that somebody sees who is signed in. */
const SCREENS: readonly (readonly [path: string, component: RouteComponent])[] = [
  ['/', lazyRouteComponent(() => import('./screens/home/home'), 'Home')],
  ['search', lazyRouteComponent(() => import('./screens/search/search'), 'Search')],
  ['redemptions/$id', lazyRouteComponent(() => import('./screens/redemption/redemption'), 'RedemptionScreen')],
  ['redemptions/$id/reverse', lazyRouteComponent(() => import('./screens/redemption/redemption'), 'ReverseScreen')],
  ['approvals', lazyRouteComponent(() => import('./screens/approvals/approvals'), 'Approvals')],
  ['reviews', lazyRouteComponent(() => import('./screens/reviews/reviews'), 'Reviews')],
  ['reviews/$id', lazyRouteComponent(() => import('./screens/reviews/review'), 'ReviewScreen')],
  ['deliveries', lazyRouteComponent(() => import('./screens/webhooks/deliveries'), 'Deliveries')],
  ['endpoints', lazyRouteComponent(() => import('./screens/webhooks/endpoints'), 'Endpoints')],
  ['endpoints/$id', lazyRouteComponent(() => import('./screens/webhooks/endpoint'), 'EndpointScreen')],
  ['reconciliation', lazyRouteComponent(() => import('./screens/reconciliation/runs'), 'Reconciliations')],
  ['reconciliation/$id', lazyRouteComponent(() => import('./screens/reconciliation/run'), 'ReconciliationScreen')],
  ['terminals', lazyRouteComponent(() => import('./screens/terminals/terminals'), 'Terminals')],
  ['settings/users', lazyRouteComponent(() => import('./screens/settings/users'), 'Users')],
  ['settings/roles', lazyRouteComponent(() => import('./screens/settings/roles'), 'Roles')],
  ['settings/keys', lazyRouteComponent(() => import('./screens/settings/keys'), 'Keys')],
  ['settings/sessions', lazyRouteComponent(() => import('./screens/settings/sessions'), 'Sessions')],
  ['settings/limits', lazyRouteComponent(() => import('./screens/settings/limits'), 'Limits')],
  ['settings/me', lazyRouteComponent(() => import('./screens/settings/me'), 'Me')],
  ['audit', lazyRouteComponent(() => import('./screens/settings/audit'), 'Audit')],
];

const tree = root.addChildren([
  at(root, '/', Start),
  at(root, 'signin', SignIn),
  at(
    root,
    'signin/second',
    lazyRouteComponent(() => import('./screens/signin/second'), 'SecondFactor'),
  ),
  at(
    root,
    'welcome',
    lazyRouteComponent(() => import('./screens/signin/welcome'), 'Welcome'),
  ),
  shell.addChildren(SCREENS.map(([path, component]) => at(shell, path, component))),
]);

export function makeRouter(client: QueryClient) {
  return createRouter({
    routeTree: tree,
    basepath: CONSOLE_PATH,
    context: { client },
    parseSearch,
    stringifySearch,
    // The part of a screen is loaded when somebody points at the way to it.
    defaultPreload: 'intent',
    defaultPreloadStaleTime: 0,
    defaultNotFoundComponent: NotFound,
    defaultErrorComponent: Stumbled,
    scrollRestoration: true,
  });
}

import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  retainSearchParams,
} from '@tanstack/react-router';
import { auditSearch } from './audit/audit-search.ts';
import { homeSearch } from './homes/home-search.ts';
import { readFilter } from './queue/queue-filter.ts';
import { QueueLayout } from './queue/queue-layout.tsx';
import { QueueOverview } from './queue/queue-overview.tsx';
import { CrashedPage } from './shell/crashed-page.tsx';
import { Frame } from './shell/frame.tsx';

const rootRoute = createRootRoute({ component: Frame });
const queueRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'queue',
  component: QueueLayout,
  validateSearch: readFilter,
  // The filter stays while one goes from incident to incident.
  search: { middlewares: [retainSearchParams(['area', 'show', 'kind'])] },
});
const overviewRoute = createRoute({ getParentRoute: () => queueRoute, path: '/', component: QueueOverview });
const incidentRoute = createRoute({
  getParentRoute: () => queueRoute,
  path: '/incidents/$id',
  component: lazyRouteComponent(() => import('./incident/incident-page.tsx'), 'IncidentPage'),
});
const orderRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/incidents/$id/order',
  component: lazyRouteComponent(() => import('./incident/order-page.tsx'), 'OrderPage'),
});
const mapRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/map',
  validateSearch: ({ area }): { area?: string } => (typeof area === 'string' ? { area } : {}),
  component: lazyRouteComponent(() => import('./map/map-page.tsx'), 'MapPage'),
});
const homesRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/homes',
  component: lazyRouteComponent(() => import('./homes/homes-page.tsx'), 'HomesPage'),
});
const homeRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/homes/$id',
  validateSearch: homeSearch,
  component: lazyRouteComponent(() => import('./homes/home-page.tsx'), 'HomePage'),
});
const quarantineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./quarantine/quarantine-page.tsx'), 'QuarantinePage'),
});

const supervisorRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/supervisor',
  component: lazyRouteComponent(() => import('./supervisor/supervisor-page.tsx'), 'SupervisorPage'),
});
const reportRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports/$month',
  validateSearch: ({ areaId }: { areaId?: unknown }): { areaId?: string | undefined } => ({
    areaId: typeof areaId === 'string' ? areaId : undefined,
  }),
  component: lazyRouteComponent(() => import('./report/report-page.tsx'), 'ReportPage'),
});
const wallRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/wall',
  component: lazyRouteComponent(() => import('./wall/wall-page.tsx'), 'WallPage'),
});
const handoverRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover',
  component: lazyRouteComponent(() => import('./handover/handover-page.tsx'), 'HandoverPage'),
});
const handoverRecordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/handover/$id',
  component: lazyRouteComponent(() => import('./handover/handover-record-page.tsx'), 'HandoverRecordPage'),
});
const auditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

const routeTree = rootRoute.addChildren([
  queueRoute.addChildren([overviewRoute, incidentRoute]),
  orderRoute,
  mapRoute,
  homesRoute,
  homeRoute,
  quarantineRoute,
  supervisorRoute,
  reportRoute,
  wallRoute,
  handoverRoute,
  handoverRecordRoute,
  auditRoute,
]);

export function createAppRouter() {
  return createRouter({
    routeTree,
    defaultErrorComponent: CrashedPage,
    defaultNotFoundComponent: QueueOverview,
    scrollRestoration: false,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof createAppRouter>;
  }
}

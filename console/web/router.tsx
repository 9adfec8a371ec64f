import {
  createRootRoute,
  createRoute,
  createRouter,
  lazyRouteComponent,
  Navigate,
  retainSearchParams,
} from '@tanstack/react-router';
import { auditSearch } from './audit/audit-search.ts';
import { platformNow } from './clock/platform-clock.ts';
import { openSearch } from './form/open-search.ts';
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
const homeEditRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/homes/$id/edit',
  component: lazyRouteComponent(() => import('./homes/home-edit-page.tsx'), 'HomeEditPage'),
});
const adminRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/admin',
  component: lazyRouteComponent(() => import('./admin/admin-layout.tsx'), 'AdminLayout'),
});
const adminIndexRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/',
  component: lazyRouteComponent(() => import('./admin/admin-index.tsx'), 'AdminIndex'),
});
const areasRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/areas',
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import('./admin/areas-page.tsx'), 'AreasPage'),
});
const usersRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/users',
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import('./admin/users-page.tsx'), 'UsersPage'),
});
const dutyRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/duty',
  component: lazyRouteComponent(() => import('./admin/duty-page.tsx'), 'DutyPage'),
});
const policiesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/policies',
  component: lazyRouteComponent(() => import('./admin/policies-page.tsx'), 'PoliciesPage'),
});
const servicesRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/services',
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import('./admin/services-page.tsx'), 'ServicesPage'),
});
const webhooksRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/webhooks',
  validateSearch: openSearch,
  component: lazyRouteComponent(() => import('./admin/webhooks-page.tsx'), 'WebhooksPage'),
});
const maintenanceRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/maintenance',
  component: lazyRouteComponent(() => import('./admin/maintenance-page.tsx'), 'MaintenancePage'),
});
const quarantineRoute = createRoute({
  getParentRoute: () => adminRoute,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./admin/quarantine-page.tsx'), 'QuarantinePage'),
});
/** Where it was before; people have bookmarks. */
const oldQuarantineRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/quarantine',
  component: () => <Navigate to="/admin/quarantine" replace />,
});

const passwordRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/account/password',
  component: lazyRouteComponent(() => import('./account/password-page.tsx'), 'PasswordPage'),
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
/** The month that runs; the page goes on to the others. */
const reportsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/reports',
  component: () => (
    <Navigate
      to="/reports/$month"
      params={{ month: new Date(platformNow()).toISOString().slice(0, 7) }}
      replace
    />
  ),
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
  getParentRoute: () => adminRoute,
  path: '/audit',
  validateSearch: auditSearch,
  component: lazyRouteComponent(() => import('./audit/audit-page.tsx'), 'AuditPage'),
});

const routeTree = rootRoute.addChildren([
  queueRoute.addChildren([overviewRoute, incidentRoute]),
  orderRoute,
  mapRoute,
  homesRoute,
  homeRoute,
  homeEditRoute,
  passwordRoute,
  supervisorRoute,
  reportsRoute,
  reportRoute,
  wallRoute,
  handoverRoute,
  handoverRecordRoute,
  adminRoute.addChildren([
    adminIndexRoute,
    areasRoute,
    usersRoute,
    dutyRoute,
    policiesRoute,
    servicesRoute,
    webhooksRoute,
    maintenanceRoute,
    auditRoute,
    quarantineRoute,
  ]),
  oldQuarantineRoute,
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

import type { Page } from 'playwright-core';
import type { District } from '../harness/district.ts';

export interface Screen {
  /** of its picture */
  name: string;
  path: string;
  /** what stands there when it is complete, in either language */
  complete: (page: Page) => Promise<void>;
  /** who looks at it */
  as?: 'admin' | 'chen' | 'daughter' | 'li' | 'nobody';
}

/** Every screen of the console as a person would find it in the district; `incident` is one that li has in hand. */
export function screensOf(district: District, incident: { id: string }): Screen[] {
  const home = district.home(0).id;
  const month = new Date().toISOString().slice(0, 7);
  const admin = [
    'areas',
    'users',
    'policies',
    'duty',
    'services',
    'webhooks',
    'maintenance',
    'audit',
    'quarantine',
  ];
  return [
    { name: 'login', path: '/', complete: seen('input[name=username]'), as: 'nobody' },
    { name: 'queue', path: '/', complete: seen('[data-incident]') },
    { name: 'incident', path: `/incidents/${incident.id}`, complete: seen('canvas') },
    { name: 'incident-family', path: `/incidents/${incident.id}`, complete: seen('article'), as: 'daughter' },
    { name: 'work-order', path: `/incidents/${incident.id}/order`, complete: seen('h1') },
    { name: 'homes', path: '/homes', complete: seen('a[href^="/homes/"]') },
    { name: 'home', path: `/homes/${home}`, complete: seen('h1') },
    { name: 'home-readings', path: `/homes/${home}?tab=readings`, complete: seen('canvas') },
    { name: 'map', path: '/map', complete: seen('.leaflet-container') },
    { name: 'wall', path: '/wall', complete: seen('h1'), as: 'chen' },
    { name: 'supervisor', path: '/supervisor', complete: seen('h1'), as: 'chen' },
    { name: 'report', path: `/reports/${month}`, complete: seen('h1'), as: 'chen' },
    { name: 'handover', path: '/handover', complete: seen('h1') },
    ...admin.map((name) => ({
      name: `admin-${name}`,
      path: `/admin/${name}`,
      complete: seen('h1'),
      as: 'admin' as const,
    })),
  ];
}

function seen(selector: string): (page: Page) => Promise<void> {
  return (page) => page.locator(selector).first().waitFor();
}

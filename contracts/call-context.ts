import type { Channel, Locale } from './notification.ts';
import type { Relation, Role } from './people.ts';

/** HH:MM to HH:MM in the home's time zone; may cross midnight. */
export interface QuietHours {
  from: string;
  to: string;
}

export interface CallContact {
  id: string;
  name: string;
  relation: Relation;
  phone?: string;
  email?: string;
  locale: Locale;
  preferredChannels: Channel[];
  quiet?: QuietHours;
}

export interface CallUser {
  id: string;
  name: string;
  roles: Role[];
  areaIds: string[];
  /** the home is one of theirs */
  ofHome: boolean;
  /** a roster entry of theirs is running */
  onDuty: boolean;
  phone?: string;
  email?: string;
  locale: Locale;
  /** ids of their browsers' push subscriptions */
  subscriptions: string[];
}

/** Everything that decides who is called about a home, as plain data. */
export interface CallContext {
  home: {
    id: string;
    address: string;
    /** IANA name */
    timezone: string;
    canary: boolean;
    areaId: string;
    areaName: string;
    /** the home's area and everything above it */
    path: string[];
  };
  residents: string[];
  /** in the order in which they are called */
  contacts: CallContact[];
  /** staff of the areas in `path` and users of the home */
  users: CallUser[];
  webhooks: { id: string; name: string }[];
}

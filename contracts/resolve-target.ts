import type { CallContact, CallContext, CallUser, QuietHours } from './call-context.ts';
import type { Channel, Recipient } from './notification.ts';
import type { Role } from './people.ts';
import type { Target } from './policy.ts';

/** Somebody a step wants to reach, and by what they can be. */
export interface Callee {
  recipient: Recipient;
  phone?: string;
  email?: string;
  subscribed: boolean;
  preferred: readonly Channel[];
  quiet?: QuietHours;
}

/**
 * Whom a target means for this home, in the order in which they are called.
 * @param repetition of the step: `above` asks one level further up each time
 */
export function resolveTarget(target: Target, repetition: number, context: CallContext): Callee[] {
  switch (target.kind) {
    case 'role':
      return usersOf(target.role, context).map((user) => userCallee(user, target.role));
    case 'above':
      return usersAbove(repetition, context);
    case 'contact':
      return context.contacts
        .filter(({ relation }) => target.relations.includes(relation))
        .map(contactCallee);
    case 'webhook':
      return context.webhooks
        .filter(({ id }) => id === target.webhookId)
        .map(({ id, name }) => ({
          recipient: { kind: 'webhook', id, name, person: 'webhook' },
          subscribed: false,
          preferred: [],
        }));
  }
}

/**
 * Who is on duty nearest to the home; where no roster says, everyone with the role nearest to it. A platform that has
 * no operator, or no shift lead, calls those who run it: somebody must be told.
 */
function usersOf(role: Role, context: CallContext): CallUser[] {
  const { users, home } = context;
  const having = users.filter(({ roles }) => roles.includes(role));
  if (role === 'family') return having.filter(({ ofHome }) => ofHome);
  const nearest = (candidates: CallUser[]): CallUser[] => {
    const area = home.path.find((id) => candidates.some(({ areaIds }) => areaIds.includes(id)));
    return candidates.filter(({ areaIds }) => area !== undefined && areaIds.includes(area));
  };
  const onDuty = nearest(having.filter((user) => user.onDuty));
  const found = onDuty.length > 0 ? onDuty : nearest(having);
  return found.length === 0 && (role === 'operator' || role === 'supervisor') ? admins(context) : found;
}

/** Above the highest level are those who run the platform. */
function usersAbove(repetition: number, context: CallContext): Callee[] {
  const { users, home } = context;
  const levels = home.path.slice(1, repetition + 2);
  const staff = users
    .filter(({ areaIds }) => levels.some((id) => areaIds.includes(id)))
    .flatMap((user) => {
      const role = (['supervisor', 'operator'] as const).find((each) => user.roles.includes(each));
      return role === undefined ? [] : [userCallee(user, role)];
    });
  const isPastTheTop = repetition + 2 > home.path.length;
  return isPastTheTop ? [...staff, ...admins(context).map((user) => userCallee(user, 'admin'))] : staff;
}

function admins({ users }: CallContext): CallUser[] {
  return users.filter(({ roles }) => roles.includes('admin'));
}

/** How a user is reached, as what they are to the home. */
export function userCallee({ id, name, phone, email, subscriptions }: CallUser, role: Role): Callee {
  return {
    recipient: { kind: 'user', id, name, person: role },
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    subscribed: subscriptions.length > 0,
    preferred: [],
  };
}

/** How a contact is reached. */
export function contactCallee({
  id,
  name,
  relation,
  phone,
  email,
  preferredChannels,
  quiet,
}: CallContact): Callee {
  return {
    recipient: { kind: 'contact', id, name, person: relation },
    ...(phone !== undefined && { phone }),
    ...(email !== undefined && { email }),
    subscribed: false,
    preferred: preferredChannels,
    ...(quiet !== undefined && { quiet }),
  };
}

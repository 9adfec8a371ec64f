import { z } from 'zod';

export const ROLES = ['admin', 'supervisor', 'operator', 'installer', 'family'] as const;
export const roleSchema = z.enum(ROLES);
export type Role = z.infer<typeof roleSchema>;

export const RELATIONS = ['family', 'neighbour', 'grid_worker', 'key_holder', 'volunteer'] as const;
export const relationSchema = z.enum(RELATIONS);
export type Relation = z.infer<typeof relationSchema>;

/** Who is asking, as the session knows it. Areas include everything below them; empty means nothing, except for `admin`. */
export const principalSchema = z.object({
  id: z.string(),
  username: z.string(),
  name: z.string(),
  roles: z.array(roleSchema),
  areaIds: z.array(z.string()),
  homeIds: z.array(z.string()),
});
export type Principal = z.infer<typeof principalSchema>;

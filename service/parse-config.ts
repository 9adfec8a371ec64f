import type { z } from 'zod';

/** The environment is not as it should be. The message names every variable that is wrong; it is meant for a person. */
export class ConfigError extends Error {
  constructor(lines: string[]) {
    super(`cannot start:\n${lines.map((line) => `  ${line}`).join('\n')}`);
    this.name = 'ConfigError';
  }
}

/**
 * Parses the environment once. An empty variable counts as unset.
 * @returns a frozen object of the schema's type
 * @throws ConfigError naming each variable, its value (never that of a secret) and what is allowed
 */
export function parseConfig<Schema extends z.ZodObject>(
  schema: Schema,
  env: Readonly<Record<string, string | undefined>>,
): Readonly<z.infer<Schema>> {
  const given = Object.fromEntries(
    Object.keys(schema.shape).flatMap((name) => (env[name] ? [[name, env[name]]] : [])),
  );
  const result = schema.safeParse(given);
  if (result.success) return Object.freeze(result.data);
  throw new ConfigError(
    result.error.issues.map((issue) => {
      const name = String(issue.path[0]);
      const value = env[name];
      const shown = value === undefined || value === '' ? 'is not set' : `is ${showable(name, value)}`;
      return `${name} ${shown}: ${issue.message}. See .env.example`;
    }),
  );
}

function showable(name: string, value: string): string {
  return /PASSWORD|SECRET|TOKEN|KEY|_URL$/.test(name) ? '(hidden)' : JSON.stringify(value);
}

/**
 * The field that a refusal names (`body.areaIds: there is no area …`, `body.steps.0.after: …`), without its place in a
 * list; undefined when it names none.
 */
export function namedField(detail: string): string | undefined {
  return /^body\.(\w+)/.exec(detail)?.[1];
}

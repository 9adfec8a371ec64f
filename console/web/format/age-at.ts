/** Full years since a birth date (YYYY-MM-DD); undefined when the date is none. */
export function ageAt(birthDate: string, now: number): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})/.exec(birthDate);
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const today = new Date(now);
  const had =
    today.getMonth() + 1 > month || (today.getMonth() + 1 === month && today.getDate() >= day) ? 0 : 1;
  const age = today.getFullYear() - year - had;
  return age >= 0 && age < 150 ? age : undefined;
}

/** A month so many before or after. @param month YYYY-MM; what is no month stays as it is */
export function addMonths(month: string, count: number): string {
  const match = /^(\d{4})-(\d\d)$/.exec(month);
  if (!match) return month;
  const months = Number(match[1]) * 12 + Number(match[2]) - 1 + count;
  return `${Math.floor(months / 12)}-${String((months % 12) + 1).padStart(2, '0')}`;
}

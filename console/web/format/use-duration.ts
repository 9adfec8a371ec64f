import { useTranslation } from 'react-i18next';
import { splitDuration } from './split-duration.ts';

/** Says a duration in words of the present language: `2 h 15 min`, `2 小时 15 分`. */
export function useDuration(): (ms: number) => string {
  const { t } = useTranslation();
  return (ms) =>
    splitDuration(ms)
      .map(({ unit, count }) => t(`duration.${unit}`, { count }))
      .join(' ');
}

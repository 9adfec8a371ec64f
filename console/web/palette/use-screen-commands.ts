import { useMantineColorScheme } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { LANGUAGES } from '../i18n/language.ts';
import { LANGUAGE_NAMES } from '../i18n/language-names.ts';
import { changeLanguage } from '../i18n/start-i18n.ts';
import type { Command } from './match-commands.ts';

const SCHEMES = { auto: 'app.schemeAuto', light: 'app.schemeLight', dark: 'app.schemeDark' } as const;

/** What this screen can be set to: another language, another appearance. */
export function useScreenCommands(): Command[] {
  const { t, i18n } = useTranslation();
  const { colorScheme, setColorScheme } = useMantineColorScheme();
  const languages = LANGUAGES.filter((language) => language !== i18n.language).map((language) => ({
    id: language,
    label: `${t('app.language')}: ${LANGUAGE_NAMES[language]}`,
    run: () => void changeLanguage(language),
  }));
  const schemes = (Object.keys(SCHEMES) as (keyof typeof SCHEMES)[])
    .filter((scheme) => scheme !== colorScheme)
    .map((scheme) => ({
      id: scheme,
      label: `${t('app.scheme')}: ${t(SCHEMES[scheme])}`,
      run: () => {
        setColorScheme(scheme);
      },
    }));
  return [...languages, ...schemes];
}

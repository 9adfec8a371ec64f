import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { NotLoaded } from '../shell/not-loaded.tsx';

/** On every page, and by the log-in form: the other language was chosen, and its words did not come. */
export function LanguageProblem() {
  const { i18n } = useTranslation();
  const [failed, setFailed] = useState(false);
  useEffect(() => {
    const fail = () => {
      setFailed(true);
    };
    const heal = () => {
      setFailed(false);
    };
    i18n.on('failedLoading', fail);
    i18n.on('languageChanged', heal);
    return () => {
      i18n.off('failedLoading', fail);
      i18n.off('languageChanged', heal);
    };
  }, [i18n]);
  return (
    <NotLoaded
      opened={failed}
      onClose={() => {
        setFailed(false);
      }}
    />
  );
}

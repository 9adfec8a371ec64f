import { useTranslation } from 'react-i18next';
import { BigButton } from '../shell/big-button.tsx';
import type { Action, Choice } from './choose-actions.ts';

const KEYS: Record<Action, string> = {
  acknowledge: 'A',
  dispatch: 'D',
  arrive: 'T',
  resolve: 'R',
  release: 'L',
};

export interface ActionButtonProps {
  action: Action;
  choice: Choice;
  primary?: boolean;
  /** somebody has been sent already */
  again?: boolean;
  /** why it is the next step; else what pressing it means */
  hint?: string | undefined;
  busy: boolean;
  onAct: (action: Action) => void;
}

/** One step of the work. The big one says what pressing it means. */
export function ActionButton(props: ActionButtonProps) {
  const { action, choice, primary = false, again = false, busy, onAct } = props;
  const { t } = useTranslation();
  const words = useWords(action, choice);
  const hint = props.hint ?? words.hint;
  return (
    <BigButton
      kind={primary ? 'primary' : 'quiet'}
      hint={primary ? hint : undefined}
      title={hint}
      shortcut={KEYS[action]}
      busy={busy}
      onClick={() => {
        onAct(action);
      }}
    >
      {primary && busy ? t('action.busy') : again ? t('action.sendAgain') : words.label}
    </BigButton>
  );
}

function useWords(action: Action, choice: Choice): { label: string; hint: string } {
  const { t } = useTranslation();
  if (action === 'release') return { label: t('action.release'), hint: '' };
  if (action !== 'acknowledge') return { label: t(`action.${action}`), hint: t(`action.${action}Hint`) };
  switch (choice.acknowledgeAs) {
    case 'take':
      return { label: t('action.acknowledge'), hint: t('action.acknowledgeHint') };
    case 'take_from_contact':
      return {
        label: t('action.acknowledge'),
        hint: choice.contact === undefined ? '' : t('action.takeFromContactHint', { name: choice.contact }),
      };
    case 'renew':
      return { label: t('action.renew'), hint: t('action.renewHint') };
    case 'take_over':
      return {
        label: t('action.takeOver'),
        hint: choice.heldBy === undefined ? '' : t('action.takeOverHint', { name: choice.heldBy }),
      };
  }
}

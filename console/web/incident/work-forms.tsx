import type { Incident } from '../../../contracts/incident.ts';
import type { Callables } from '../calls/use-people-to-call.ts';
import { CallForm } from './call-form.tsx';
import { DispatchForm } from './dispatch-form.tsx';
import { NoteForm } from './note-form.tsx';
import { ResolveForm } from './resolve-form.tsx';
import type { Command } from './use-incident-command.ts';
import type { WorkForm } from './work-form.ts';

export interface WorkFormsProps {
  form: WorkForm;
  incident: Incident;
  callables: Callables;
  busy: boolean;
  onSend: (command: Command) => void;
  onCancel: () => void;
}

/** The form that is open, in the place of the buttons: what else is on the screen stays readable. */
export function WorkForms({ form, incident, callables, busy, onSend, onCancel }: WorkFormsProps) {
  switch (form.kind) {
    case 'none':
      return null;
    case 'resolve':
      return (
        <ResolveForm
          incident={incident}
          busy={busy}
          onCancel={onCancel}
          onResolve={(resolution) => {
            onSend({ kind: 'resolve', ...resolution });
          }}
        />
      );
    case 'note':
      return (
        <NoteForm
          busy={busy}
          onCancel={onCancel}
          onSave={(text) => {
            onSend({ kind: 'note', text });
          }}
        />
      );
    case 'dispatch':
      return (
        <DispatchForm
          {...callables}
          to={form.to}
          busy={busy}
          onCancel={onCancel}
          onSend={(order) => {
            onSend({ kind: 'dispatch', ...order });
          }}
        />
      );
    case 'call': {
      const { kind, id } = form.who;
      return (
        <CallForm
          key={id}
          who={form.who}
          busy={busy}
          onCancel={onCancel}
          onResult={(result) => {
            onSend({ kind: 'call', callee: { kind, id }, result });
          }}
        />
      );
    }
  }
}

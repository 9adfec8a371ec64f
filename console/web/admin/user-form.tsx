import { useTranslation } from 'react-i18next';
import { ROLES, roleSchema, type Role } from '../../../contracts/people.ts';
import { request } from '../api/request.ts';
import type { User } from '../../../contracts/home.ts';
import { AreasField } from '../form/areas-field.tsx';
import { CheckGroup } from '../form/check-group.tsx';
import type { Close } from '../form/entity-table.tsx';
import { HomesField } from '../form/homes-field.tsx';
import { RecordForm } from '../form/record-form.tsx';
import { SelectField } from '../form/select-field.tsx';
import { TextField } from '../form/text-field.tsx';
import { LANGUAGES } from '../i18n/language.ts';
import { LANGUAGE_NAMES } from '../i18n/language-names.ts';
import { useUser } from '../session/session-context.ts';
import { userBody } from './user-body.ts';

export interface UserFormProps {
  /** who is changed; a new one without */
  user?: User;
  close: Close;
}

/** Who may log in, as what, and for which areas and homes. */
export function UserForm({ user, close }: UserFormProps) {
  const { t } = useTranslation();
  const me = useUser();
  const isAdmin = me.roles.includes('admin');
  const isMe = user?.id === me.id;
  // Nobody takes the last key out of their own hand: another admin does that.
  const kept: Role[] = isMe && isAdmin ? ['admin'] : [];
  const rolesOf = (form: FormData): Role[] => [
    ...new Set([...kept, ...form.getAll('roles').map((role) => roleSchema.parse(role))]),
  ];
  return (
    <RecordForm<User>
      label={user?.name ?? t('admin.users.add')}
      takesFocus
      changes={[['users'], ['duties']]}
      send={(fields, form) => {
        const body = userBody(fields, rolesOf(form));
        return user
          ? request(`/users/${user.id}`, { method: 'PATCH', body })
          : request('/users', { method: 'POST', body });
      }}
      check={({ areaIds, homeIds }, form) => {
        const roles = rolesOf(form);
        const placed = areaIds !== undefined || homeIds !== undefined;
        return {
          ...(roles.length === 0 && { roles: t('admin.users.noRole') }),
          ...(!placed && !roles.includes('admin') && { areaIds: t('admin.users.noPlace') }),
        };
      }}
      save={user ? t('form.save') : t('form.add')}
      onClose={close}
      onSaved={({ name }) => {
        close(t(user ? 'form.changed' : 'form.added', { name }));
      }}
    >
      <TextField name="name" label={t('homes.add.name')} required maxLength={200} value={user?.name} />
      <TextField
        name="username"
        label={t('login.username')}
        hint={t('admin.users.usernameHint')}
        required
        pattern="\S+"
        maxLength={100}
        value={user?.username}
      />
      <TextField
        name="password"
        type="password"
        autoComplete="new-password"
        label={user ? t('admin.users.newPassword') : t('login.password')}
        hint={user ? t('admin.users.newPasswordHint') : t('admin.users.passwordHint')}
        remedy={t('admin.users.passwordHint')}
        required={user === undefined}
        minLength={8}
        maxLength={1000}
      />
      <TextField
        name="phone"
        type="tel"
        label={t('homes.add.phone')}
        hint={t('admin.users.phoneHint')}
        pattern="\+?[\d\s().\-]{5,30}"
        remedy={t('form.problem.phone')}
        value={user?.phone}
      />
      <TextField name="email" type="email" label={t('homes.add.email')} value={user?.email} />
      <SelectField
        name="locale"
        label={t('homes.add.locale')}
        value={user?.locale}
        options={LANGUAGES.map((value) => ({ value, label: LANGUAGE_NAMES[value] }))}
      />
      <CheckGroup
        name="roles"
        label={t('admin.users.roles')}
        {...(isMe && isAdmin && { hint: t('admin.users.ownAdmin') })}
        values={user?.roles}
        options={ROLES.map((value) => ({
          value,
          label: t(`role.${value}`),
          hint: t(`admin.users.may.${value}`),
          disabled: kept.includes(value) || (value === 'admin' && !isAdmin),
        }))}
      />
      <AreasField
        name="areaIds"
        label={t('admin.users.areas')}
        hint={t('admin.users.areasHint')}
        values={user?.areaIds ?? []}
      />
      <HomesField
        name="homeIds"
        label={t('admin.users.homes')}
        hint={t('admin.users.homesHint')}
        values={user?.homeIds ?? []}
      />
    </RecordForm>
  );
}

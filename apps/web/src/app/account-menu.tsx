import { m } from '@guanyi/messages';
import { useQueryClient } from '@tanstack/react-query';
import { Link, useLocation, useNavigate } from '@tanstack/react-router';
import { localText } from '../ui/format.ts';
import { Icon } from '../ui/icon.tsx';
import { setLocale, useLocale } from '../ui/locale.ts';
import { Menu, MenuChoice } from '../ui/menu.tsx';
import { setTheme, useTheme } from '../ui/theme.ts';
import { hasDesk } from './desk-nav.ts';
import { endSession, type User, useSession } from './session.ts';

/** Login and settings for visitors; own pages, settings and the way out for everybody else. */
export function AccountMenu() {
  const session = useSession();
  if (session.status === 'unknown') return null;
  if (session.status === 'signedIn') return <SignedInMenu user={session.user} />;
  return <VisitorMenu />;
}

function VisitorMenu() {
  const { href } = useLocation();
  return (
    <>
      <Menu button={<Icon name="globe" />} label={m.ui_settings()}>
        <Link className="narrow-only" to="/labs">
          {m.ui_labs()}
        </Link>
        <SettingChoices />
      </Menu>
      <Link to="/login" search={{ next: href }}>
        <b>{m.ui_login()}</b>
      </Link>
    </>
  );
}

function SignedInMenu({ user }: { user: User }) {
  const session = useSession();
  const navigate = useNavigate();
  const queryClient = useQueryClient();
  const leave = async () => {
    await navigate({ to: '/' });
    await endSession();
    await queryClient.resetQueries();
  };
  const organisations = [...new Set(session.memberships.map(({ organisationName }) => localText(organisationName)))];
  return (
    <Menu
      button={
        <>
          <Icon name="user" />
          <b className="wide-only">{user.displayName}</b>
          <Icon name="down" />
        </>
      }
      label={m.ui_account_of({ name: user.displayName })}
    >
      <div className="menu-who">
        <b>{user.displayName}</b>
        <span>{user.email}</span>
        {organisations.map((name) => (
          <span key={name}>{name}</span>
        ))}
      </div>
      <Link to="/bookings">{m.ui_my_bookings()}</Link>
      <Link to="/waitlist">{m.waiting_list()}</Link>
      <Link to="/lendings">{m.lending_mine()}</Link>
      <Link to="/notifications">{m.ui_notifications()}</Link>
      <Link to="/account">{m.ui_account()}</Link>
      {hasDesk(session) && <Link to="/desk">{m.ui_desk()}</Link>}
      <Link className="narrow-only" to="/labs">
        {m.ui_labs()}
      </Link>
      <SettingChoices />
      <button type="button" onClick={leave}>
        {m.ui_logout()}
      </button>
    </Menu>
  );
}

/** Language and theme, as menu groups. */
function SettingChoices() {
  const locale = useLocale();
  const theme = useTheme();
  return (
    <>
      <MenuChoice
        label={m.ui_language()}
        value={locale}
        options={[
          { value: 'zh-CN', label: '中文', lang: 'zh-CN' },
          { value: 'en', label: 'English', lang: 'en' },
        ]}
        onChange={setLocale}
      />
      <MenuChoice
        label={m.ui_theme()}
        value={theme}
        options={[
          { value: 'system', label: m.ui_theme_system() },
          { value: 'light', label: m.ui_theme_light() },
          { value: 'dark', label: m.ui_theme_dark() },
        ]}
        onChange={setTheme}
      />
    </>
  );
}

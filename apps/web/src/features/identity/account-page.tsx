import { m } from '@guanyi/messages';
import { usePageTitle } from '../../app/page-title.ts';
import { type Membership, useSession } from '../../app/session.ts';
import { Segmented } from '../../ui/field.tsx';
import { localText } from '../../ui/format.ts';
import { type Locale, setLocale, useLocale } from '../../ui/locale.ts';
import { KeyValues } from '../../ui/table.tsx';
import { Tag } from '../../ui/tag.tsx';
import { setTheme, type Theme, useTheme } from '../../ui/theme.ts';
import { organisationKindName, roleName } from '../../ui/vocabulary.ts';
import { ShortlistSections } from '../catalogue/shortlist-sections.tsx';
import { CalendarSection } from '../notifications/calendar-section.tsx';
import { SecondFactorSection } from './second-factor-section.tsx';
import './identity.css';

/** Who is signed in, what that person may do where, and how the site looks. */
export function AccountPage() {
  const session = useSession();
  const locale = useLocale();
  const theme = useTheme();
  usePageTitle(m.ui_account());
  const byOrganisation = new Map<string, Membership[]>();
  for (const membership of session.memberships) {
    byOrganisation.set(membership.organisationId, [
      ...(byOrganisation.get(membership.organisationId) ?? []),
      membership,
    ]);
  }
  return (
    <main id="main" className="wide page narrow" tabIndex={-1}>
      <h1>{m.ui_account()}</h1>
      <section className="card">
        <h2>{session.user?.displayName}</h2>
        <KeyValues items={[[m.account_email(), session.user?.email]]} />
      </section>
      <SecondFactorSection />
      {[...byOrganisation].map(([id, memberships]) => (
        <section className="card" key={id}>
          <h2>{localText(memberships[0]?.organisationName)}</h2>
          <KeyValues
            items={[
              [m.account_kind(), memberships[0] && organisationKindName(memberships[0].organisationKind)],
              [
                m.account_roles(),
                <span className="bar" key="roles">
                  {memberships.map((membership) => (
                    <Tag key={membership.id}>
                      {roleName(membership.role)}
                      {membership.labName && ` · ${localText(membership.labName)}`}
                    </Tag>
                  ))}
                </span>,
              ],
            ]}
          />
        </section>
      ))}
      <ShortlistSections />
      <CalendarSection />
      <section className="card">
        <h2>{m.ui_settings()}</h2>
        <Segmented<Locale>
          label={m.ui_language()}
          value={locale}
          options={[
            { value: 'zh-CN', label: <span lang="zh-CN">中文</span> },
            { value: 'en', label: <span lang="en">English</span> },
          ]}
          onChange={setLocale}
        />
        <Segmented<Theme>
          label={m.ui_theme()}
          value={theme}
          options={[
            { value: 'system', label: m.ui_theme_system() },
            { value: 'light', label: m.ui_theme_light() },
            { value: 'dark', label: m.ui_theme_dark() },
          ]}
          onChange={setTheme}
        />
      </section>
    </main>
  );
}

import { m } from '@guanyi/messages';
import { hasRole, type Role, type Session } from './session.ts';

interface DeskNavItem {
  to: string;
  title: () => string;
  roles: readonly Role[];
}

interface DeskNavGroup {
  title: () => string;
  items: readonly DeskNavItem[];
}

const overseers: readonly Role[] = ['hqReviewer', 'auditor', 'platformAdmin'];

const equityRoles: readonly Role[] = ['labManager', 'assetOfficer', 'finance', 'orgAdmin', 'hqReviewer', 'auditor'];

/** The navigation of the back office: groups of pages with the roles that see them. Order within a role is order of work. */
const groups: readonly DeskNavGroup[] = [
  {
    title: m.ui_nav_waiting,
    items: [
      { to: '/desk/inbox', title: m.desk_inbox, roles: ['labManager'] },
      {
        to: '/desk/approvals',
        title: m.lending_approvals,
        roles: ['labManager', 'assetOfficer', 'hqReviewer', 'orgAdmin', 'keeper'],
      },
      {
        to: '/desk/filings',
        title: m.filing_title,
        roles: ['assetOfficer', 'labManager', 'finance', 'hqReviewer', 'auditor'],
      },
      { to: '/desk/today', title: m.desk_today, roles: ['keeper', 'labManager'] },
      { to: '/desk/charges', title: m.desk_charges, roles: ['finance'] },
      { to: '/desk/payments', title: m.payments_title, roles: ['finance'] },
      { to: '/desk/usage', title: m.usage_title, roles: ['keeper', 'labManager', 'booker', 'orgAdmin', 'orgFinance'] },
    ],
  },
  {
    title: m.ui_nav_lab,
    items: [
      {
        to: '/desk/board',
        title: m.desk_board,
        roles: ['keeper', 'labManager', 'finance', 'assetOfficer', 'stViewer', ...overseers],
      },
      {
        to: '/desk/conflicts',
        title: m.waiting_conflicts,
        roles: ['keeper', 'labManager', 'assetOfficer', ...overseers],
      },
      {
        to: '/desk/upkeep',
        title: m.upkeep_title,
        roles: ['keeper', 'labManager', 'assetOfficer', ...overseers],
      },
      { to: '/desk/qualifications', title: m.attendance_qualifications, roles: ['labManager', 'keeper'] },
      { to: '/desk/lab-rules', title: m.labrules_title, roles: ['labManager', 'keeper'] },
    ],
  },
  {
    title: m.ui_nav_catalogue,
    items: [
      {
        to: '/desk/instruments',
        title: m.desk_instruments,
        roles: ['labManager', 'keeper', 'assetOfficer', 'finance', ...overseers],
      },
      {
        to: '/desk/chains',
        title: m.chains_title,
        roles: ['hqReviewer', 'platformAdmin', 'assetOfficer', 'labManager', 'auditor'],
      },
      { to: '/desk/import', title: m.desk_import, roles: ['labManager', 'platformAdmin'] },
      {
        to: '/desk/calendar',
        title: m.workdays_title,
        roles: ['platformAdmin', 'labManager', 'assetOfficer', 'hqReviewer'],
      },
    ],
  },
  {
    title: m.ui_mode_equity,
    items: [
      { to: '/desk/equity', title: m.equity_title, roles: equityRoles },
      { to: '/desk/ventures', title: m.equity_ventures, roles: equityRoles },
    ],
  },
  {
    title: m.ui_nav_money,
    items: [
      {
        to: '/desk/charges',
        title: m.desk_charges,
        roles: ['labManager', 'keeper', 'assetOfficer', 'orgAdmin', 'orgFinance', ...overseers],
      },
      {
        to: '/desk/statements',
        title: m.statement_desk_title,
        roles: ['finance', 'orgFinance', 'orgAdmin', 'labManager', 'keeper', 'assetOfficer', ...overseers],
      },
      { to: '/desk/ledger', title: m.ledger_title, roles: ['finance', ...overseers] },
      {
        to: '/desk/payments',
        title: m.payments_title,
        roles: ['assetOfficer', 'orgAdmin', 'orgFinance', ...overseers],
      },
      { to: '/desk/ageing', title: m.payments_ageing, roles: ['finance', 'assetOfficer', ...overseers] },
      {
        to: '/desk/revenue',
        title: m.revenue_title,
        roles: ['finance', 'labManager', 'assetOfficer', 'hqReviewer', 'auditor'],
      },
      {
        to: '/desk/vouchers',
        title: m.vouchers_title,
        roles: ['finance', 'assetOfficer', 'orgAdmin', 'orgFinance', 'booker', ...overseers],
      },
      { to: '/desk/budgets', title: m.limits_budgets, roles: ['orgAdmin', 'orgFinance'] },
      {
        to: '/desk/credit',
        title: m.limits_credit,
        roles: ['finance', 'assetOfficer', 'orgAdmin', 'orgFinance', ...overseers],
      },
    ],
  },
  {
    title: m.ui_nav_organisation,
    items: [
      { to: '/desk/organisations', title: m.desk_organisations, roles: ['platformAdmin', 'hqReviewer', 'auditor'] },
      {
        to: '/desk/members',
        title: m.desk_members,
        roles: ['orgAdmin', 'labManager', 'assetOfficer', 'auditor', 'platformAdmin'],
      },
    ],
  },
];

/** Where each role starts its day. Somebody with several roles starts with the first of these. */
const homes: readonly (readonly [Role, string])[] = [
  ['labManager', '/desk/inbox'],
  ['keeper', '/desk/today'],
  ['finance', '/desk/charges'],
  ['platformAdmin', '/desk/organisations'],
  ['assetOfficer', '/desk/instruments'],
  ['orgAdmin', '/desk/members'],
  ['orgFinance', '/desk/charges'],
  ['hqReviewer', '/desk/charges'],
  ['auditor', '/desk/charges'],
  ['stViewer', '/desk/board'],
  ['booker', '/desk/usage'],
];

/** What this person may open, each page once, without empty groups. */
export function deskNavFor(session: Session): readonly DeskNavGroup[] {
  const seen = new Set<string>();
  const isNew = ({ to }: DeskNavItem) => !seen.has(to) && seen.add(to) !== undefined;
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => hasRole(session, ...item.roles) && isNew(item)) }))
    .filter((group) => group.items.length > 0);
}

/** Whether a page of the back office is one of this person's. */
export function canOpen(session: Session, to: string): boolean {
  return groups.some(({ items }) => items.some((item) => item.to === to && hasRole(session, ...item.roles)));
}

/** Whether the back office holds anything for this person. */
export function hasDesk(session: Session): boolean {
  return deskNavFor(session).length > 0;
}

/** The work list of the person's first role; the storefront for somebody without one. */
export function deskHome(session: Session): string {
  return homes.find(([role]) => hasRole(session, role))?.[1] ?? '/';
}

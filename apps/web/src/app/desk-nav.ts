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

/** The navigation of the back office: groups of pages with the roles that see them. Order within a role is order of work. */
const groups: readonly DeskNavGroup[] = [
  { title: m.ui_nav_waiting, items: [] },
  { title: m.ui_nav_lab, items: [] },
  { title: m.ui_nav_catalogue, items: [] },
  { title: m.ui_nav_money, items: [] },
  { title: m.ui_nav_organisation, items: [] },
];

/** What this person may open, without empty groups. */
export function deskNavFor(session: Session): readonly DeskNavGroup[] {
  return groups
    .map((group) => ({ ...group, items: group.items.filter((item) => hasRole(session, ...item.roles)) }))
    .filter((group) => group.items.length > 0);
}

/** Whether the back office holds anything for this person. */
export function hasDesk(session: Session): boolean {
  return deskNavFor(session).length > 0;
}

/** The first page of the person's navigation; the storefront for somebody without one. */
export function deskHome(session: Session): string {
  return deskNavFor(session)[0]?.items[0]?.to ?? '/';
}

import { m } from '@guanyi/messages';
import { Link, Outlet } from '@tanstack/react-router';
import { useState } from 'react';
import { IconButton } from '../ui/button.tsx';
import '../ui/desk.css';
import { localText } from '../ui/format.ts';
import { BrandMark } from '../ui/icon.tsx';
import { AccountMenu } from './account-menu.tsx';
import { deskNavFor } from './desk-nav.ts';
import { NotificationBell } from './notification-bell.tsx';
import { useSession } from './session.ts';

/** The frame of every staff page: bar of 48 px, navigation of 216 px by role, the page beside it. */
export function DeskFrame() {
  const session = useSession();
  const [navOpen, setNavOpen] = useState(false);
  const groups = deskNavFor(session);
  const place = session.memberships.find(({ labName }) => labName)?.labName ?? session.memberships[0]?.organisationName;
  return (
    <div className="desk">
      <header className="bar0">
        <IconButton
          icon="menu"
          label={m.ui_nav_toggle()}
          className="x nav-toggle"
          aria-expanded={navOpen}
          onClick={() => setNavOpen(!navOpen)}
        />
        <Link className="brand" to="/">
          <BrandMark />
          <span>{m.common_product()}</span>
        </Link>
        <span />
        <div className="who">
          <span className="m">{localText(place)}</span>
          <NotificationBell />
          <AccountMenu />
        </div>
      </header>
      <div className="app">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: only folds the phone navigation after a link was followed. */}
        <nav className={navOpen ? 'nav open' : 'nav'} aria-label={m.ui_nav_desk()} onClick={() => setNavOpen(false)}>
          {groups.map((group) => (
            <div key={group.title()}>
              <h2>{group.title()}</h2>
              {group.items.map((item) => (
                <Link key={item.to} to={item.to} activeProps={{ 'aria-current': 'page' }}>
                  {item.title()}
                </Link>
              ))}
            </div>
          ))}
        </nav>
        <Outlet />
      </div>
    </div>
  );
}

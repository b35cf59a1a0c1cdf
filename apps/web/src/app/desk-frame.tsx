import { m } from '@guanyi/messages';
import { Link, Outlet } from '@tanstack/react-router';
import { type ComponentType, useState } from 'react';
import { WaitingCount } from '../features/scheduling/waiting-count.tsx';
import { IconButton } from '../ui/button.tsx';
import '../ui/desk.css';
import '../ui/desk-parts.css';
import { localText } from '../ui/format.ts';
import { BrandMark, Icon } from '../ui/icon.tsx';
import { roleName } from '../ui/vocabulary.ts';
import { AccountMenu } from './account-menu.tsx';
import { CommandPalette } from './command-palette.tsx';
import { deskNavFor } from './desk-nav.ts';
import { NotificationBell } from './notification-bell.tsx';
import { useSession } from './session.ts';
import { usePaletteKey } from './use-palette-key.ts';

/** How much waits behind an entry of the navigation. */
const counts: Readonly<Record<string, ComponentType>> = { '/desk/inbox': WaitingCount };

/** The frame of every staff page: bar of 48 px, navigation of 216 px by role, the page beside it. */
export function DeskFrame() {
  const session = useSession();
  const [navOpen, setNavOpen] = useState(false);
  const palette = usePaletteKey();
  const groups = deskNavFor(session);
  const first = session.memberships.find(({ labName }) => labName) ?? session.memberships[0];
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
        <button
          type="button"
          className="cmd"
          aria-haspopup="dialog"
          aria-label={m.desk_palette_open()}
          onClick={palette.open}
        >
          <Icon name="search" />
          <span className="cmd-words">{m.desk_palette_open()}</span>
          <kbd>Ctrl K</kbd>
        </button>
        <div className="who">
          <span className="m">{localText(first?.labName ?? first?.organisationName)}</span>
          <NotificationBell />
          <AccountMenu />
          {first && <span className="tag">{roleName(first.role)}</span>}
        </div>
      </header>
      <div className="app">
        {/* biome-ignore lint/a11y/useKeyWithClickEvents: only folds the phone navigation after a link was followed. */}
        <nav className={navOpen ? 'nav open' : 'nav'} aria-label={m.ui_nav_desk()} onClick={() => setNavOpen(false)}>
          {groups.map((group) => (
            <div key={group.title()}>
              <h2>{group.title()}</h2>
              {group.items.map((item) => {
                const Count = counts[item.to];
                return (
                  <Link key={item.to} to={item.to} activeProps={{ 'aria-current': 'page' }}>
                    {item.title()}
                    {Count && <Count />}
                  </Link>
                );
              })}
            </div>
          ))}
        </nav>
        <Outlet />
      </div>
      {palette.isOpen && <CommandPalette onClose={palette.close} />}
    </div>
  );
}

import { m } from '@guanyi/messages';
import { Link, Outlet, useNavigate, useSearch } from '@tanstack/react-router';
import { SearchBar, type SearchBarValue } from '../features/catalogue/search-bar.tsx';
import { compact, parseCatalogueSearch } from '../features/catalogue/search-state.ts';
import { BrandMark } from '../ui/icon.tsx';
import { getLocale } from '../ui/locale.ts';
import { AccountMenu } from './account-menu.tsx';
import { hasDesk } from './desk-nav.ts';
import { NotificationBell } from './notification-bell.tsx';
import { useSession } from './session.ts';
import './storefront.css';

/** The frame of every storefront page: brand, search always there, own things at the right. */
export function ShopFrame() {
  const session = useSession();
  const navigate = useNavigate();
  const current = parseCatalogueSearch(useSearch({ strict: false }));
  const onSearch = (value: SearchBarValue) => {
    const { q, day, from, until, region, ...facets } = current;
    navigate({ to: '/', search: compact({ ...facets, ...value }) });
  };
  return (
    <>
      <header className="top">
        <div className="wide">
          <Link className="brand" to="/">
            <BrandMark />
            <span>
              {m.common_product()}
              <small lang={getLocale() === 'en' ? 'zh-CN' : 'en'}>{m.ui_brand_other()}</small>
            </span>
          </Link>
          <SearchBar value={current} onSearch={onSearch} />
          <nav aria-label={m.ui_nav_main()}>
            <Link className="wide-only" to="/labs">
              {m.ui_labs()}
            </Link>
            {session.status === 'signedIn' && (
              <Link className="wide-only" to="/bookings">
                {m.ui_my_bookings()}
              </Link>
            )}
            {hasDesk(session) && (
              <Link className="wide-only" to="/desk">
                {m.ui_desk()}
              </Link>
            )}
            <NotificationBell />
            <AccountMenu />
          </nav>
        </div>
      </header>
      <Outlet />
    </>
  );
}

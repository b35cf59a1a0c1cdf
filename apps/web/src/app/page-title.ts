import { m } from '@guanyi/messages';
import { useRouterState } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';

/** Names the page in the window title; readers with many tabs look for it first. */
export function usePageTitle(title: string | undefined): void {
  useEffect(() => {
    document.title = title ? `${title} · ${m.common_product()}` : m.common_product();
  }, [title]);
}

/** Puts the focus at the start of a new page, as a browser does after a full load. Changes of the query keep it where it is. */
export function useFocusOnNavigation(): void {
  const path = useRouterState({ select: (state) => state.resolvedLocation?.pathname });
  const last = useRef<string>(undefined);
  useEffect(() => {
    if (path === undefined || path === last.current) return;
    const first = last.current === undefined;
    last.current = path;
    if (!first) document.getElementById('main')?.focus({ preventScroll: true });
  }, [path]);
}

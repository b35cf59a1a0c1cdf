import { m } from '@guanyi/messages';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation, useNavigate } from '@tanstack/react-router';
import { toastFailure } from '../../app/act.ts';
import { call } from '../../app/client.ts';
import { usePages } from '../../app/pages.ts';
import { keyOf } from '../../app/query.ts';
import { useSession } from '../../app/session.ts';
import { showToast } from '../../ui/toast.tsx';

/** More than anybody marks; beyond it a heart would look empty. */
const mostFavourites = 1_000;

/** The instruments that the reader has marked, newest first; none for visitors. */
export function useFavourites() {
  const session = useSession();
  return usePages(
    'listFavourites',
    { query: { limit: 100 } },
    { enabled: session.status === 'signedIn', wanted: mostFavourites },
  );
}

/** Whether the instrument is marked, and what changes that. A visitor is asked to sign in first and comes back. */
export function useFavourite(instrumentId: string) {
  const session = useSession();
  const navigate = useNavigate();
  const { href } = useLocation();
  const queryClient = useQueryClient();
  const isMarked = useFavourites().items.some((item) => item.instrumentId === instrumentId);
  const change = useMutation({
    mutationFn: (mark: boolean) =>
      mark
        ? call('putFavourite', { params: { instrumentId }, body: {} })
        : call('removeFavourite', { params: { instrumentId } }),
    onSuccess: (_reply, mark) => showToast({ tone: 'ok', text: mark ? m.shortlist_added() : m.shortlist_removed() }),
    onError: toastFailure,
    onSettled: () => queryClient.invalidateQueries({ queryKey: keyOf('listFavourites') }),
  });
  // Shown as it will be while the answer is on its way.
  const isShown = change.isPending ? change.variables : isMarked;
  const toggle = () => {
    if (session.status !== 'signedIn') navigate({ to: '/login', search: { next: href } });
    else if (!change.isPending) change.mutate(!isMarked);
  };
  return { isMarked: isShown, toggle };
}

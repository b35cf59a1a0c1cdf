import { m } from '@guanyi/messages';
import { showToast } from '../ui/toast.tsx';
import { describeFailure } from './problem.ts';

/** Shows a refusal as a toast: title, reason, and the number to quote. For actions without a form to show it in. */
export function toastFailure(error: unknown): void {
  const { title, detail, requestId } = describeFailure(error);
  const number = requestId ? m.ui_request_id({ id: requestId }) : undefined;
  showToast({
    tone: 'bad',
    text: detail ?? title,
    detail: [detail ? title : undefined, number].filter(Boolean).join(' · ') || undefined,
  });
}
